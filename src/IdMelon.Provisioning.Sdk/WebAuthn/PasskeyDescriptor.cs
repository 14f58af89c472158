namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Names a credential (WebAuthn Level 3 §5.8.3, <c>PublicKeyCredentialDescriptor</c>).</summary>
/// <param name="Id">The credential id.</param>
public sealed record PasskeyDescriptor(ReadOnlyMemory<byte> Id)
{
    /// <summary>Gets how the credential's authenticator may be reached; empty if that is not known.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];
}
