namespace IdMelon.Provisioning.Recognition;

/// <summary>One wording of a phrase.</summary>
/// <param name="Text">In comparable form.</param>
/// <param name="Evidence">How well it is known.</param>
internal sealed record Phrase(string Text, PhraseEvidence Evidence);
