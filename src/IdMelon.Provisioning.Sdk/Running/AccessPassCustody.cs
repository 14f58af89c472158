using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>Keeps one run's access pass: issues it, and sees to it that none stays behind.</summary>
internal sealed class AccessPassCustody(IAccessPassIssuer issuer, ProvisioningPlan plan, TimeProvider time)
{
    // A create call that was sent is not abandoned: its reply is the only sure way to know the pass. This bounds it, its wait among the calls of other runs included.
    private static readonly TimeSpan ReplyPatience = TimeSpan.FromMinutes(5);

    // Clocks of this machine and the directory may differ by so much.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // A pass whose reply was lost may take a moment to be listed.
    private static readonly TimeSpan[] Looks = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    // A pass that the sign-in has not heard of is tried again after pauses that grow: too many wrong ones in a row lock an account.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    private readonly HashSet<string> before = new(StringComparer.Ordinal);
    private DateTimeOffset asked;
    private DateTimeOffset issued;
    private bool mayExist;
    private AccessPass? pass;

    /// <summary>How long after a sign-in with a one-time pass a passkey may be registered (Microsoft Entra, "Configure Temporary Access Pass").</summary>
    public static readonly TimeSpan RegistrationWindow = TimeSpan.FromMinutes(10);

    private int tries;

    /// <summary>Gets the pass; null if none was issued.</summary>
    public AccessPass? Pass => pass;

    public SecretText? Secret => pass?.Secret;

    /// <summary>Gets when the pass was issued, by the directory's own clock; null if none was.</summary>
    public DateTimeOffset? Issued => pass?.Start;

    public async Task<Happening> IssueAsync(CancellationToken cancellationToken)
    {
        var existing = await issuer.ListAccessPassesAsync(plan.Request.User, cancellationToken).ConfigureAwait(false);
        if (!existing.TryGet(out var passes, out var refusal))
        {
            return Denied(refusal);
        }

        before.UnionWith(passes.Select(status => status.Id));
        if (!plan.AccessPass.ReplacesExisting && passes.Any(status => status.IsPending))
        {
            return Denied(ProvisioningError.Of(ErrorCodes.AccessPassExists));
        }

        // From here until the reply is here, nobody knows whether a pass exists: clean-up looks it up.
        cancellationToken.ThrowIfCancellationRequested();
        asked = time.GetUtcNow();
        mayExist = true;
        using var bound = new CancellationTokenSource(ReplyPatience, time);
        try
        {
            var answer = await issuer.IssueAsync(plan.Request.User, plan.AccessPass, bound.Token).ConfigureAwait(false);
            if (answer.Error is { Code: ErrorCodes.TenantUnexpected, HttpStatus: 400 or 409 } && passes.Count > 0)
            {
                // Older tenants replace nothing: what is there goes first. It is used up or expired, or the request allows to replace it. Not so where another cause is known: it would go in vain.
                answer = await ReplaceAsync(passes, bound.Token).ConfigureAwait(false) ?? answer;
            }

            if (!answer.TryGet(out var fresh, out var error))
            {
                mayExist = error.Code is ErrorCodes.TenantUnreachable or ErrorCodes.TenantUnexpected or ErrorCodes.TenantThrottled;
                return Denied(error);
            }

            pass = fresh;
            issued = time.GetUtcNow();
            mayExist = false;
            return new Happening(ProvisioningTrigger.AccessPassIssued) { AccessPassId = fresh.Id, ServiceRequestId = answer.RequestId };
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            return Denied(ProvisioningError.Of(ErrorCodes.TenantUnreachable, "The call that issues the pass was not answered in time."));
        }
    }

    /// <summary>Tells whether the pass was issued less than that ago, by this machine's clock.</summary>
    public bool IsYoungerThan(TimeSpan age) => pass is not null && time.GetUtcNow() < issued + age;

    /// <summary>Waits until the sign-in may have heard of the pass.</summary>
    /// <returns>Whether it is worth another try; not if the directory itself does not have the pass any more.</returns>
    public async Task<bool> WaitToSignInAgainAsync(CancellationToken cancellationToken)
    {
        if (tries == 0)
        {
            var listed = await issuer.ListAccessPassesAsync(plan.Request.User, cancellationToken).ConfigureAwait(false);
            if (listed.TryGet(out var passes, out _) && passes.All(status => status.Id != pass!.Id))
            {
                return false;
            }
        }

        await Task.Delay(Pauses[Math.Min(tries++, Pauses.Length - 1)], time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Revokes the pass unless it is known to be used up.</summary>
    /// <param name="usedUp">Whether the pass was typed and the sign-in with it succeeded.</param>
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

        foreach (var pause in Looks)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            var listed = await issuer.ListAccessPassesAsync(plan.Request.User, cancellationToken).ConfigureAwait(false);
            if (!listed.TryGet(out var passes, out var error))
            {
                return LeftBehind(error);
            }

            if (passes.FirstOrDefault(status => !before.Contains(status.Id) && (status.Created ?? asked) >= asked - Skew) is { } orphan)
            {
                return await RevokeAsync(orphan.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Revokes the user's passes and issues one; null if they cannot be revoked.</summary>
    private async Task<Attempt<AccessPass>?> ReplaceAsync(IReadOnlyList<AccessPassStatus> passes, CancellationToken cancellationToken)
    {
        foreach (var status in passes)
        {
            if (!(await issuer.RevokeAsync(plan.Request.User, status.Id, cancellationToken).ConfigureAwait(false)).Succeeded)
            {
                return null;
            }
        }

        return await issuer.IssueAsync(plan.Request.User, plan.AccessPass, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProvisioningError?> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var revoked = await issuer.RevokeAsync(plan.Request.User, id, cancellationToken).ConfigureAwait(false);
        return revoked.TryGet(out _, out var error) ? null : LeftBehind(error);
    }

    private static Happening Denied(ProvisioningError error) => new(ProvisioningTrigger.AccessPassDenied, error);

    private static ProvisioningError LeftBehind(ProvisioningError cause) =>
        ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind, $"({cause.Code}) {cause.Message}") with { HttpStatus = cause.HttpStatus, RequestId = cause.RequestId };
}
