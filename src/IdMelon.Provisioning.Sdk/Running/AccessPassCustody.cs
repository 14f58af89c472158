using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>Keeps one run's access pass: issues it, and sees to it that none stays behind.</summary>
internal sealed class AccessPassCustody(IAccessPassIssuer issuer, ProvisioningRequest request, TimeProvider time)
{
    // Clocks of this machine and the directory may differ by so much.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> before = new(StringComparer.Ordinal);
    private DateTimeOffset asked;
    private bool mayExist;
    private AccessPass? pass;

    public SecretText? Secret => pass?.Secret;

    public async Task<Happening> IssueAsync(CancellationToken cancellationToken)
    {
        var existing = await issuer.ListAccessPassesAsync(request.User, cancellationToken).ConfigureAwait(false);
        if (!existing.TryGet(out var passes, out var refusal))
        {
            return Denied(refusal);
        }

        before.UnionWith(passes.Select(status => status.Id));
        if (!request.AccessPass.ReplacesExisting && passes.Any(status => status.IsPending))
        {
            return Denied(ProvisioningError.Of(ErrorCodes.AccessPassExists));
        }

        // From here until the reply is here, nobody knows whether a pass exists: clean-up looks it up.
        asked = time.GetUtcNow();
        mayExist = true;
        var issued = await issuer.IssueAsync(request.User, request.AccessPass, cancellationToken).ConfigureAwait(false);
        if (!issued.TryGet(out var fresh, out var error))
        {
            mayExist = error.Code is ErrorCodes.TenantUnreachable or ErrorCodes.TenantUnexpected or ErrorCodes.TenantThrottled;
            return Denied(error);
        }

        pass = fresh;
        mayExist = false;
        return new Happening(ProvisioningTrigger.AccessPassIssued) { AccessPassId = fresh.Id };
    }

    /// <summary>Revokes the pass unless the directory is known to hold it as used up.</summary>
    /// <param name="usedUp">Whether the sign-in with it succeeded.</param>
    /// <param name="cancellationToken">The clean-up's own budget.</param>
    /// <returns>What could not be removed; null if nothing stays.</returns>
    public async Task<ProvisioningError?> SettleAsync(bool usedUp, CancellationToken cancellationToken)
    {
        if (pass is not null)
        {
            return usedUp && pass.SingleUse ? null : await RevokeAsync(pass.Id, cancellationToken).ConfigureAwait(false);
        }

        if (!mayExist)
        {
            return null;
        }

        var listed = await issuer.ListAccessPassesAsync(request.User, cancellationToken).ConfigureAwait(false);
        if (!listed.TryGet(out var passes, out var error))
        {
            return LeftBehind(error);
        }

        ProvisioningError? first = null;
        foreach (var orphan in passes.Where(status => !before.Contains(status.Id) && (status.Created ?? asked) >= asked - Skew))
        {
            first = await RevokeAsync(orphan.Id, cancellationToken).ConfigureAwait(false) ?? first;
        }

        return first;
    }

    private async Task<ProvisioningError?> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var revoked = await issuer.RevokeAsync(request.User, id, cancellationToken).ConfigureAwait(false);
        return revoked.TryGet(out _, out var error) ? null : LeftBehind(error);
    }

    private static Happening Denied(ProvisioningError error) => new(ProvisioningTrigger.AccessPassDenied, error);

    private static ProvisioningError LeftBehind(ProvisioningError cause) =>
        ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind, $"({cause.Code}) {cause.Message}") with { HttpStatus = cause.HttpStatus, RequestId = cause.RequestId };
}
