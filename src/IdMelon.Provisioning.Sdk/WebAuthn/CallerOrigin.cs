namespace IdMelon.Provisioning.WebAuthn;

/// <summary>The origin that makes a WebAuthn call, as the browser vouches for it.</summary>
/// <param name="Origin">The calling frame's origin.</param>
/// <param name="TopOrigin">The top-level page's origin.</param>
public sealed record CallerOrigin(string Origin, string TopOrigin)
{
    /// <summary>Gets whether a frame of another origin calls.</summary>
    public bool IsCrossOrigin => !string.Equals(Origin, TopOrigin, StringComparison.Ordinal);
}
