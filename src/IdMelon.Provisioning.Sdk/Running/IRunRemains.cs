using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>What a run of some mode may leave behind: asked at its end.</summary>
internal interface IRunRemains
{
    /// <summary>Gets the credential that the run made; null if it made none.</summary>
    VaultedPasskey? Made { get; }

    /// <summary>Gets whether the vault holds the credential's key; an authenticator may keep it itself.</summary>
    bool IsVaulted { get; }

    /// <summary>Gets whether the directory may hold the passkey although it has not said so.</summary>
    bool MayBeRegistered { get; }

    /// <summary>Gets a moment before the registration by the directory's own clock; null if the directory told none.</summary>
    DateTimeOffset? NotBefore { get; }

    /// <summary>What is to be removed, beside the key, at the same time; each part says what it could not remove.</summary>
    /// <param name="isConfirmed">Whether the directory has confirmed the passkey.</param>
    IEnumerable<(string Code, Func<CancellationToken, Task<ProvisioningError?>> Clean)> Cleaners(bool isConfirmed);
}
