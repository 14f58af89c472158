namespace IdMelon.Provisioning.Browsing;

/// <summary>A page's passkey call.</summary>
/// <param name="Origin">The origin of the calling frame, from the browser.</param>
/// <param name="TopOrigin">The origin of the top-level page, from the browser.</param>
/// <param name="MessageJson">What the shared page script sent.</param>
public sealed record PasskeyCall(string Origin, string TopOrigin, string MessageJson)
{
    /// <summary>Prints the origins only: the message holds a challenge.</summary>
    public override string ToString() => $"PasskeyCall {{ {Origin} in {TopOrigin} }}";
}
