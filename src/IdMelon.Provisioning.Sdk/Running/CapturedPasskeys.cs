using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Running;

/// <summary>The passkeys of one capture window: kept before their pages see them, active once taken, removed if not.</summary>
internal sealed class CapturedPasskeys(ProvisioningPlan plan, ProvisioningParts parts, RunJournal journal)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Captured> all = new(StringComparer.Ordinal);

    public bool HasTaken
    {
        get
        {
            lock (gate)
            {
                return all.Values.Any(passkey => passkey is { IsTaken: true, IsDoubtful: false });
            }
        }
    }

    /// <summary>Gets why the key of a passkey that its page has could not be made active; null if that did not happen.</summary>
    public ProvisioningError? Doubt { get; private set; }

    /// <summary>Gets the ids of the window's passkeys of a relying party.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> IdsFor(string relyingPartyId)
    {
        lock (gate)
        {
            return [.. all.Values.Where(passkey => passkey.IsTaken && passkey.Passkey.RelyingPartyId == relyingPartyId).Select(passkey => passkey.Id)];
        }
    }

    public async Task<VaultedPasskey> KeepAsync(PasskeyCreationOptions options, MadePasskey made, CancellationToken cancellationToken)
    {
        var kept = new VaultedPasskey(
            Base64UrlText.Encode(made.Registration.CredentialId),
            options.RelyingPartyId ?? "",
            options.UserName,
            Base64UrlText.Encode(options.UserId),
            made.Aaguid,
            plan.Request.Id,
            parts.Time.GetUtcNow(),
            VaultedPasskeyState.Pending) { Protection = made.Protection, AssignedTo = plan.Request.User.ToString() };
        if (made.PrivateKey is not null)
        {
            await parts.Vault.KeepPendingAsync(kept, made.PrivateKey, cancellationToken).ConfigureAwait(false);
        }

        lock (gate)
        {
            all[kept.CredentialId] = new(kept, made.Registration.CredentialId, IsVaulted: made.PrivateKey is not null);
        }

        await journal.AppendCapturedAsync(kept).ConfigureAwait(false);
        return kept;
    }

    /// <summary>Marks a credential as the page's, if the page still waits for it.</summary>
    /// <returns>Whether the page may have it: not if its key was removed meanwhile, because the window is over.</returns>
    public bool TryTake(string credentialId, bool isAwaited, out Captured? fresh)
    {
        fresh = null;
        lock (gate)
        {
            if (!isAwaited || !all.TryGetValue(credentialId, out var known))
            {
                return false;
            }

            if (!known.IsTaken)
            {
                all[credentialId] = fresh = known with { IsTaken = true };
            }

            return true;
        }
    }

    /// <summary>Makes the key of a credential active that its page is given.</summary>
    /// <returns>What to tell the run.</returns>
    public async Task<Happening> ActivateAsync(Captured taken)
    {
        // Nothing of a part runs under the lock that this begins in.
        await Task.Yield();
        var credentialId = taken.Passkey.CredentialId;
        try
        {
            if (taken.IsVaulted)
            {
                await parts.Vault.ActivateAsync(credentialId, CancellationToken.None).ConfigureAwait(false);
            }

            await journal.AppendSettledAsync(new SettledPasskey(taken.Passkey, PasskeySettlement.Active)).ConfigureAwait(false);
            return new Happening(ProvisioningTrigger.PasskeyMade);
        }
        catch (Exception exception)
        {
            // The page gets its credential all the same: the key is kept, if only as pending.
            var error = exception is ProvisioningException known ? known.Error : ProvisioningError.Of(ErrorCodes.VaultFailed, $"{exception.GetType().Name} in the capture of a passkey.");
            Doubt ??= ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, $"The page has the passkey {credentialId}; its key is kept, and could not be made active or written down: ({error.Code}) {error.Message}");
            lock (gate)
            {
                all[credentialId] = taken with { IsDoubtful = true };
            }

            return new Happening(ProvisioningTrigger.CeremonyRefused, Doubt);
        }
    }

    /// <summary>Removes the keys that no page took; from then on none of them is given to one.</summary>
    public async Task RemoveUntakenAsync(CancellationToken cancellationToken)
    {
        while (NextUntaken() is { } passkey)
        {
            try
            {
                if (passkey.IsVaulted)
                {
                    await parts.Vault.RemoveAsync(passkey.Passkey.CredentialId, cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                // Clean-up tries once more, and tells of it.
                lock (gate)
                {
                    all[passkey.Passkey.CredentialId] = passkey;
                }

                throw;
            }

            await journal.AppendSettledAsync(new SettledPasskey(passkey.Passkey, PasskeySettlement.Removed)).ConfigureAwait(false);
        }
    }

    private Captured? NextUntaken()
    {
        lock (gate)
        {
            var next = all.Values.FirstOrDefault(passkey => !passkey.IsTaken);
            if (next is not null)
            {
                all.Remove(next.Passkey.CredentialId);
            }

            return next;
        }
    }

    /// <summary>One passkey of the window.</summary>
    public sealed record Captured(VaultedPasskey Passkey, ReadOnlyMemory<byte> Id, bool IsVaulted)
    {
        public bool IsTaken { get; init; }

        public bool IsDoubtful { get; init; }
    }
}
