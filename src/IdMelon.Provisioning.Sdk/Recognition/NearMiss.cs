namespace IdMelon.Provisioning.Recognition;

/// <summary>A rule that almost claimed an unknown page.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Kind">The kind that it would have been.</param>
/// <param name="Held">The signs that were there. No page text.</param>
/// <param name="Missing">The first sign that was not there, or not there exactly once.</param>
public sealed record NearMiss(string Rule, PageStepKind Kind, IReadOnlyList<string> Held, string Missing);
