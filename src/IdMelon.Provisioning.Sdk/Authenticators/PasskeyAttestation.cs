namespace IdMelon.Provisioning.Authenticators;

/// <summary>What a <see cref="SoftwareAuthenticator"/> gives a relying party that asks for attestation. One that asks for <c>none</c> gets none.</summary>
public abstract record PasskeyAttestation
{
    private PasskeyAttestation()
    {
    }

    /// <summary>Nothing: format <c>none</c> (WebAuthn Level 3 §8.7).</summary>
    public sealed record None : PasskeyAttestation;

    /// <summary>Format <c>packed</c>, signed with the new key itself (§8.2). Entra ID is reported to refuse it.</summary>
    public sealed record SelfSigned : PasskeyAttestation;

    /// <summary>Format <c>packed</c>, signed with a vendor's attestation key (§8.2).</summary>
    /// <param name="Key">The key with its certificates.</param>
    public sealed record Certified(IAttestationKey Key) : PasskeyAttestation;
}
