using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>
/// Makes a vault agree with the directory about the keys that killed runs left pending: of a passkey that is registered the key becomes active; of one that is not, and
/// cannot be any more, it is removed; what is in doubt stays as it is, and is named.
/// </summary>
/// <remarks>Thread-safe. A <see cref="Provisioner"/> does so by itself for the user of each run.</remarks>
public sealed class VaultSettler
{
    /// <summary>The grace that is used when none is given.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(2);

    /// <summary>The shortest grace: a person may be waited for that long.</summary>
    public static readonly TimeSpan MinimumGrace = TimeSpan.FromHours(1);

    /// <summary>The longest grace.</summary>
    public static readonly TimeSpan MaximumGrace = TimeSpan.FromDays(30);

    private readonly IPasskeyVault vault;
    private readonly IPasskeyDirectory directory;
    private readonly EntraCloud cloud;
    private readonly TimeProvider time;
    private readonly TimeSpan grace;

    /// <summary>Makes a settler.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="directory">The directory of the tenant.</param>
    /// <param name="cloud">The tenant's cloud. Keys for other relying parties than its own are left alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="grace">How old a key must be to be removed, see <see cref="ProvisionerOptions.SettlementGrace"/>; null takes <see cref="DefaultGrace"/>.</param>
    public VaultSettler(IPasskeyVault vault, IPasskeyDirectory directory, EntraCloud cloud, TimeProvider time, TimeSpan? grace = null)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(time);
        this.vault = vault;
        this.directory = directory;
        this.cloud = cloud;
        this.time = time;
        this.grace = grace ?? DefaultGrace;
        ArgumentOutOfRangeException.ThrowIfLessThan(this.grace, MinimumGrace, nameof(grace));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(this.grace, MaximumGrace, nameof(grace));
    }

    /// <summary>Settles every key of the vault that is pending.</summary>
    /// <exception cref="ProvisioningException">The vault failed; what was settled before stays so.</exception>
    public async Task<IReadOnlyList<SettledPasskey>> SettleAllAsync(CancellationToken cancellationToken)
    {
        var settled = new List<SettledPasskey>();
        var kept = await vault.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var ofUser in kept.Where(IsOurs).GroupBy(passkey => passkey.UserName, StringComparer.OrdinalIgnoreCase))
        {
            settled.AddRange(await SettleAsync(ofUser.Key, [.. ofUser], null, cancellationToken).ConfigureAwait(false));
        }

        return settled;
    }

    /// <summary>Settles the user's keys that are pending, and tells of those that were made for a request whatever their state.</summary>
    /// <exception cref="ProvisioningException">The vault failed; what was settled before stays so.</exception>
    internal async Task<IReadOnlyList<SettledPasskey>> SettleAsync(ProvisioningRequest request, CancellationToken cancellationToken)
    {
        var user = request.User.ToString();
        var kept = await vault.ListOfUserAsync(user, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(user, [.. kept.Where(IsOurs)], request, cancellationToken).ConfigureAwait(false);
    }

    // A passkey that was captured is none of the directory's, even if the rp id is the same, as it is for personal accounts.
    private bool IsOurs(VaultedPasskey passkey) => passkey.AssignedTo is null && (passkey.RelyingPartyId == cloud.WebAuthnHost || cloud.SignInHosts.Contains(passkey.RelyingPartyId, StringComparer.Ordinal));

    private async Task<IReadOnlyList<SettledPasskey>> SettleAsync(string userName, IReadOnlyList<VaultedPasskey> kept, ProvisioningRequest? request, CancellationToken cancellationToken)
    {
        VaultedPasskey[] open = [.. kept.Where(passkey => passkey.State == VaultedPasskeyState.Pending || passkey.RequestId == request?.Id)];
        if (open.Length == 0)
        {
            return [];
        }

        if (!UserPrincipalName.TryParse(userName, out var user))
        {
            return [.. open.Select(passkey => SettlementRule.Pending(passkey, "Its user's name is none that the directory could be asked for."))];
        }

        var answer = await directory.ListPasskeysAsync(user, cancellationToken).ConfigureAwait(false);
        if (!answer.TryGet(out var listed, out var error))
        {
            return [.. open.Select(passkey => SettlementRule.Pending(passkey, $"The directory gave no answer. ({error.Code}) {error.Message}"))];
        }

        // Which keys may be meant by a passkey is asked of the vault as it was before any of them is settled.
        var now = time.GetUtcNow();
        SettledPasskey[] settled =
        [
            .. open.Select(passkey => SettlementRule.Decide(
                passkey,
                [.. kept.Where(other => other.CredentialId != passkey.CredentialId)],
                listed,
                passkey.RequestId == request?.Id && request.Mode != ProvisioningMode.Manual ? request.PasskeyName : null,
                now - passkey.Created,
                grace)),
        ];
        foreach (var item in settled.Where(item => item.Passkey.State == VaultedPasskeyState.Pending))
        {
            if (item.Settlement == PasskeySettlement.Active)
            {
                await vault.ActivateAsync(item.Passkey.CredentialId, cancellationToken).ConfigureAwait(false);
            }
            else if (item.Settlement == PasskeySettlement.Removed)
            {
                await vault.RemoveAsync(item.Passkey.CredentialId, cancellationToken).ConfigureAwait(false);
            }
        }

        return settled;
    }
}
