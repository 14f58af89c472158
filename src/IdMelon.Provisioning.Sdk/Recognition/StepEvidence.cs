namespace IdMelon.Provisioning.Recognition;

/// <summary>Why a page was recognized as it was.</summary>
/// <param name="Pack">The structure pack's id and version; null for an unknown page.</param>
/// <param name="Rule">The rule's id; null for an unknown page.</param>
/// <param name="Language">The language that the page declares.</param>
/// <param name="Matched">The signs and phrase ids that matched. No page text.</param>
public sealed record StepEvidence(string? Pack, string? Rule, string? Language, IReadOnlyList<string> Matched)
{
    internal const string PhraseSign = "phrase:";

    /// <summary>Gets whether it took words of a phrase pack; otherwise untranslated signs were enough.</summary>
    public bool UsesWords => Matched.Any(sign => sign.StartsWith(PhraseSign, StringComparison.Ordinal));
}
