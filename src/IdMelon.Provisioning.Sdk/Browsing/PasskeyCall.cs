namespace IdMelon.Provisioning.Browsing;

/// <summary>A page's passkey call.</summary>
/// <param name="Origin">The origin of the calling frame, from the browser; <c>null</c> as text if it is opaque or not known.</param>
/// <param name="TopOrigin">The origin of the top-level page, from the browser.</param>
/// <param name="MessageJson">What the shared page script sent.</param>
public sealed record PasskeyCall(string Origin, string TopOrigin, string MessageJson)
{
    private readonly bool isBelowForeign;

    /// <summary>Gets whether a frame of another origin is around the calling one, at the top or in between.</summary>
    /// <value>The default is whether the origins of frame and page differ.</value>
    public bool IsCrossOrigin
    {
        get => isBelowForeign || !string.Equals(Origin, TopOrigin, StringComparison.Ordinal);
        init => isBelowForeign = value;
    }

    /// <summary>Gets the browser's own virtual authenticator for the page that calls; null where the browser has none that gives its keys out.</summary>
    public IBrowserAuthenticator? BrowserAuthenticator { get; init; }

    /// <summary>Prints the origins only: the message holds a challenge.</summary>
    public override string ToString() => $"PasskeyCall {{ {Origin} in {TopOrigin} }}";
}
