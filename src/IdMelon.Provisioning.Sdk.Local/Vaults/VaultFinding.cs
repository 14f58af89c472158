namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Something in a vault's folder that is not as it was left.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Error">What is wrong, and what to do about it.</param>
public sealed record VaultFinding(string File, ProvisioningError Error)
{
    /// <summary>Gets the credential id, if it is known.</summary>
    public string? CredentialId { get; init; }

    /// <summary>Gets whether it is put right already: a process was stopped in the middle, and nothing is lost.</summary>
    public bool IsRepaired { get; init; }
}
