namespace IdMelon.Provisioning.Journaling;

/// <summary>What the journal keeps of a recognized page.</summary>
/// <param name="Step">The page kind.</param>
/// <param name="Host">The host.</param>
/// <param name="Rule">The rule that recognized it; null if none did.</param>
/// <param name="Pack">The pack and its version.</param>
/// <param name="Language">The language that the page declares.</param>
/// <param name="Matched">What the rule saw: signs and phrase ids, no page text.</param>
public sealed record JournaledPage(string Step, string Host, string? Rule, string? Pack, string? Language, IReadOnlyList<string> Matched);
