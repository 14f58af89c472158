namespace IdMelon.Provisioning.Tenants;

/// <summary>One set of rules for passkeys. A passkey is taken if it satisfies one set that its user may use, as a whole; sets are not mixed.</summary>
/// <param name="Name">What the portal calls it.</param>
/// <remarks>What is null was not told. Source: Microsoft Graph, <c>passkeyProfile</c>; in a tenant without profiles, <c>fido2AuthenticationMethodConfiguration</c> itself.</remarks>
public sealed record PasskeyProfileRule(string Name)
{
    /// <summary>Gets the id by which targets name it; null for the rules of a tenant without profiles.</summary>
    public Guid? Id { get; init; }

    /// <summary>Gets whether an attestation with a certificate chain to the FIDO metadata is demanded at registration.</summary>
    public bool? EnforcesAttestation { get; init; }

    /// <summary>Gets whether passkeys that stay in one device are taken.</summary>
    public bool? AllowsDeviceBound { get; init; }

    /// <summary>Gets whether passkeys that are synced between devices (backup eligible, WebAuthn flag BE) are taken.</summary>
    public bool? AllowsSynced { get; init; }

    /// <summary>Gets which models are taken; null if that was not told.</summary>
    public ModelRestrictions? Models { get; init; }
}
