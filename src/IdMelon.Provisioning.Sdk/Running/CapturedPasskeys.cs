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

    /// <summary>Hears that a page gets a credential. If it is a new one, and the page still waits for it, its key becomes active.</summary>
    /// <returns>What to tell the run; null if it is nothing new.</returns>
    public async Task<Happening?> TakenAsync(string credentialId, CancellationToken cancellationToken)
    {
        Captured taken;
        lock (gate)
        {
            if (!all.TryGetValue(credentialId, out var known) || known.IsTaken || cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            all[credentialId] = taken = known with { IsTaken = true };
        }

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
            Doubt ??= ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, $"The page has the passkey {credentialId}; its key is kept, and could not be made active: ({error.Code}) {error.Message}");
            lock (gate)
            {
                all[credentialId] = taken with { IsDoubtful = true };
            }

            return new Happening(ProvisioningTrigger.CeremonyRefused, Doubt);
        }
    }

    /// <summary>Removes the keys that no page took.</summary>
    public async Task RemoveUntakenAsync(CancellationToken cancellationToken)
    {
        List<Captured> untaken;
        lock (gate)
        {
            untaken = [.. all.Values.Where(passkey => !passkey.IsTaken)];
        }

        foreach (var passkey in untaken)
        {
            if (passkey.IsVaulted)
            {
                await parts.Vault.RemoveAsync(passkey.Passkey.CredentialId, cancellationToken).ConfigureAwait(false);
            }

            lock (gate)
            {
                all.Remove(passkey.Passkey.CredentialId);
            }

            await journal.AppendSettledAsync(new SettledPasskey(passkey.Passkey, PasskeySettlement.Removed)).ConfigureAwait(false);
        }
    }

    private sealed record Captured(VaultedPasskey Passkey, ReadOnlyMemory<byte> Id, bool IsVaulted)
    {
        public bool IsTaken { get; init; }

        public bool IsDoubtful { get; init; }
    }
}
