namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>The origins behind a passkey call, as the browser vouches for them.</summary>
/// <param name="Origin">The calling frame's.</param>
/// <param name="TopOrigin">The top-level page's.</param>
/// <param name="IsCrossOrigin">Whether a frame of another origin is around the calling one.</param>
public sealed record PanelCaller(string Origin, string TopOrigin, bool IsCrossOrigin);
