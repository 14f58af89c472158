namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>A step that a run has taken.</summary>
/// <param name="Text">What it is about.</param>
/// <param name="After">How long after the first one.</param>
public sealed record RunStep(string Text, TimeSpan After);
