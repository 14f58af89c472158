namespace IdMelon.Provisioning.WebAuthn;

/// <summary>The origin that makes a WebAuthn call, as the browser vouches for it.</summary>
/// <param name="Origin">The calling frame's origin.</param>
/// <param name="TopOrigin">The top-level page's origin.</param>
public sealed record CallerOrigin(string Origin, string TopOrigin)
{
    private readonly bool isBelowForeign;

    /// <summary>Gets whether a frame of another origin calls, or one that has a frame of another origin around it.</summary>
    /// <value>The default is whether the two origins differ.</value>
    public bool IsCrossOrigin
    {
        get => isBelowForeign || !string.Equals(Origin, TopOrigin, StringComparison.Ordinal);
        init => isBelowForeign = value;
    }

    /// <summary>Gets the host of the calling frame; null if its origin is none of the web's.</summary>
    internal string? Host => Uri.TryCreate(Origin, UriKind.Absolute, out var address) ? address.IdnHost : null;
}
