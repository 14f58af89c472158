namespace IdMelon.Provisioning.WebAuthn;

/// <summary>How much a relying party wants the user to be verified (WebAuthn Level 3 §5.8.6, <c>UserVerificationRequirement</c>).</summary>
public enum UserVerificationWish
{
    /// <summary>Verified if possible; what an unknown or missing word means.</summary>
    Preferred,

    /// <summary>Verified, or no credential.</summary>
    Required,

    /// <summary>Rather not verified.</summary>
    Discouraged,
}
