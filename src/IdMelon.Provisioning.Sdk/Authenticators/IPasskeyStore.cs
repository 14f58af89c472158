namespace IdMelon.Provisioning.Authenticators;

/// <summary>What an authenticator remembers, so that it can exclude and use its passkeys.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IPasskeyStore
{
    /// <summary>Tells whether a credential of a relying party is there.</summary>
    ValueTask<bool> HoldsAsync(string relyingPartyId, ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken);

    /// <summary>Gets the passkeys of a relying party whose keys may be used.</summary>
    /// <returns>The passkeys, newest first; the caller disposes them.</returns>
    ValueTask<IReadOnlyList<StoredPasskey>> FindAsync(string relyingPartyId, CancellationToken cancellationToken);

    /// <summary>Counts a use of a credential.</summary>
    /// <returns>The number of uses with this one.</returns>
    ValueTask<uint> CountUseAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken);
}
