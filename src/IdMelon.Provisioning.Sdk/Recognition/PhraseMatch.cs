namespace IdMelon.Provisioning.Recognition;

/// <summary>Which phrase a page says.</summary>
/// <param name="Language">The language of the phrase, which need not be the page's.</param>
/// <param name="Key">What it means.</param>
/// <param name="Evidence">How well the wording is known.</param>
internal sealed record PhraseMatch(LanguageTag Language, string Key, PhraseEvidence Evidence)
{
    /// <summary>Writes language and key, such as <c>de:common.next</c>.</summary>
    public override string ToString() => $"{Language}:{Key}";
}
