namespace IdMelon.Provisioning.Vaults;

/// <summary>A vault that also takes keys which were sealed for its recipients elsewhere, and which it cannot read.</summary>
/// <remarks>Thread-safe, and bound to what <see cref="IPasskeyVault"/> promises.</remarks>
public interface ISealedPasskeyVault : IPasskeyVault
{
    /// <summary>Gets for whom keys have to be sealed; none if the vault takes no new ones.</summary>
    IReadOnlyList<SealingRecipient> SealingRecipients { get; }

    /// <summary>Keeps a sealed key as pending, before anybody sees the credential.</summary>
    /// <param name="entry">The key, sealed for exactly <see cref="SealingRecipients"/>, in their order.</param>
    /// <param name="cancellationToken">Cancels before the key is kept, not after.</param>
    /// <exception cref="ProvisioningException">
    /// It is sealed for others, or the vault has no recipients (<see cref="ErrorCodes.VaultRecipientInvalid"/>); it is kept already or could not be kept (<see cref="ErrorCodes.VaultFailed"/> or a finer code).
    /// </exception>
    Task KeepSealedAsync(SealedPasskey entry, CancellationToken cancellationToken);
}
