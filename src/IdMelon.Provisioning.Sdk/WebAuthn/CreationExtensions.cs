namespace IdMelon.Provisioning.WebAuthn;

/// <summary>The extensions that may be asked for when a credential is made.</summary>
public sealed record CreationExtensions
{
    /// <summary>Gets whether the page wants to know if the credential is discoverable (<c>credProps</c>).</summary>
    public bool CredProps { get; init; }

    /// <summary>Gets whether a credential with a secret of its own is wanted (<c>hmacCreateSecret</c>; CTAP 2.2 §12.7 <c>hmac-secret</c>).</summary>
    public bool HmacCreateSecret { get; init; }

    /// <summary>Gets what it is to take to use the credential (<c>credentialProtectionPolicy</c>); null if nothing is asked.</summary>
    public CredentialProtection? Protection { get; init; }

    /// <summary>Gets whether no credential is wanted rather than one with less protection (<c>enforceCredentialProtectionPolicy</c>).</summary>
    public bool EnforceProtection { get; init; }

    /// <summary>Gets whether a pseudo-random function is wanted (<c>prf</c>).</summary>
    public bool Prf { get; init; }

    /// <summary>Gets what that function is to be given at once.</summary>
    public PseudoRandomValues? PrfInputs { get; init; }
}
