using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Vaults;

/// <summary>A vault that lives as long as the process: for the simulator and tests. An authenticator can sign in with what it keeps.</summary>
public sealed class InMemoryVault : IPasskeyVault, IPasskeyStore, IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (VaultedPasskey Passkey, PrivateKeyBytes Key)> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> uses = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsDurable => false;

    /// <inheritdoc/>
    public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        ArgumentNullException.ThrowIfNull(privateKey);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (!kept.TryAdd(passkey.CredentialId, (passkey, new PrivateKeyBytes(privateKey.Reveal().ToArray()))))
            {
                throw Failed("The credential is kept already.");
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!kept.TryGetValue(credentialId, out var entry))
            {
                throw Failed("The credential is not kept.");
            }

            kept[credentialId] = (entry.Passkey with { State = VaultedPasskeyState.Active }, entry.Key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!kept.Remove(credentialId, out var entry))
            {
                return Task.FromResult(false);
            }

            entry.Key.Dispose();
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<VaultedPasskey>>([.. kept.Values.Select(entry => entry.Passkey)]);
        }
    }

    /// <summary>Gives a copy of a private key out, for tests and for whoever tries the passkey; null if it is not kept.</summary>
    public PrivateKeyBytes? FindPrivateKey(string credentialId)
    {
        lock (gate)
        {
            return kept.TryGetValue(credentialId, out var entry) ? new PrivateKeyBytes(entry.Key.Reveal().ToArray()) : null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> HoldsAsync(string relyingPartyId, ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return new(kept.TryGetValue(Base64UrlText.Encode(credentialId), out var entry) && entry.Passkey.RelyingPartyId == relyingPartyId);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredPasskey>> FindAsync(string relyingPartyId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var found = kept.Values.Where(entry => entry.Passkey.RelyingPartyId == relyingPartyId).OrderByDescending(entry => entry.Passkey.Created);
            return new([.. found.Select(entry => Stored(entry.Passkey, entry.Key)).OfType<StoredPasskey>()]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<uint> CountUseAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var id = Base64UrlText.Encode(credentialId);
            return new(uses[id] = uses.GetValueOrDefault(id) + 1);
        }
    }

    /// <summary>Overwrites all keys.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var (_, key) in kept.Values)
            {
                key.Dispose();
            }

            kept.Clear();
        }
    }

    private static StoredPasskey? Stored(VaultedPasskey passkey, PrivateKeyBytes key) =>
        Pkcs8.AlgorithmOf(key) is { } algorithm && Base64UrlText.TryDecode(passkey.CredentialId, out var id) && Base64UrlText.TryDecode(passkey.UserHandle, out var handle)
            ? new StoredPasskey(id, handle, algorithm, new PrivateKeyBytes(key.Reveal().ToArray())) { Protection = passkey.Protection ?? CredentialProtection.UserVerificationOptional }
            : null;

    private static ProvisioningException Failed(string detail) => new(ProvisioningError.Of(ErrorCodes.VaultFailed, detail));
}
