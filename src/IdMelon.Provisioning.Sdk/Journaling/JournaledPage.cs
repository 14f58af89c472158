namespace IdMelon.Provisioning.Journaling;

/// <summary>What the journal keeps of a recognized page.</summary>
/// <param name="Step">The page kind.</param>
/// <param name="Host">The host.</param>
/// <param name="Matched">What the rule saw: signs and phrase ids, no page text.</param>
public sealed record JournaledPage(string Step, string Host, IReadOnlyList<string> Matched)
{
    /// <summary>Gets the rule that recognized it; null if none did.</summary>
    public string? Rule { get; init; }

    /// <summary>Gets the pack and its version; null if no rule recognized it.</summary>
    public string? Pack { get; init; }

    /// <summary>Gets the language that the page declares; null if it declares none.</summary>
    public string? Language { get; init; }
}
