namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>A text of a page with the evidence there is for it.</summary>
internal sealed record PageText(string Text, string Evidence, string Source);
