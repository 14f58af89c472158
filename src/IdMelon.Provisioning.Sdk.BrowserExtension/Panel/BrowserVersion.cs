namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>A browser, as it names itself.</summary>
/// <param name="Name">Such as <c>Chromium</c> or <c>Microsoft Edge</c>.</param>
/// <param name="Version">Such as <c>156.0.8078.79</c>, or the first part of it.</param>
public sealed record BrowserVersion(string Name, string Version);
