namespace IdMelon.Provisioning.Simulator;

/// <summary>How the ids of excluded credentials are written in creation options; the real service has changed its mind about it.</summary>
public enum CredentialIdEncoding
{
    /// <summary>Base64url and one digit that counts the padding left out; seen in 2025.</summary>
    UrlToken,

    /// <summary>Standard base64 with padding; seen in 2024.</summary>
    PaddedBase64,

    /// <summary>Base64url without padding, as the documentation has it.</summary>
    Base64Url,
}
