using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>Revokes the access passes that killed runs left, as their journal tells.</summary>
/// <remarks>
/// Thread-safe. A run that is not over in the journal was killed, or is still under way in another process: what it issued is revoked only when the run is older than
/// <see cref="MinimumAge"/>. A pass that anybody else has issued is never touched.
/// </remarks>
public sealed class AccessPassSweeper
{
    /// <summary>How long a run is left alone: longer than any run takes.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromHours(2);

    // A pass lives no longer than this (Microsoft Graph, temporaryAccessPassAuthenticationMethod).
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);

    // A run that was killed before it heard the pass's id issued the pass right then, or not at all.
    private static readonly TimeSpan Reply = TimeSpan.FromMinutes(1);

    // Clocks of this machine and the directory may differ by so much.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly IAccessPassIssuer issuer;
    private readonly TimeProvider time;

    /// <summary>Makes a sweeper.</summary>
    public AccessPassSweeper(IAccessPassIssuer issuer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(time);
        this.issuer = issuer;
        this.time = time;
    }

    /// <summary>Revokes what the unfinished runs among the records have left.</summary>
    /// <param name="records">The records, folded from a journal.</param>
    /// <param name="cancellationToken">Cancels; what was revoked before stays so.</param>
    /// <returns>One result for each run that may have left a pass.</returns>
    public async Task<IReadOnlyList<SweptAccessPass>> SweepAsync(IEnumerable<ProvisioningRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var now = time.GetUtcNow();
        var swept = new List<SweptAccessPass>();
        foreach (var record in records.Where(record => MayHaveLeftOne(record, now)))
        {
            swept.Add(await SweepAsync(record, cancellationToken).ConfigureAwait(false));
        }

        return swept;
    }

    private static bool MayHaveLeftOne(ProvisioningRecord record, DateTimeOffset now)
    {
        var isUnfinished = record.State != ProvisioningState.Finished && (record.AccessPassId is not null || record.State == ProvisioningState.IssuingAccessPass);
        var last = record.Started + record.Duration;
        return (isUnfinished ? now - last >= MinimumAge : record is { AccessPassId: not null, Leftover.Code: ErrorCodes.AccessPassLeftBehind }) && now - last < LongestLife;
    }

    private async Task<SweptAccessPass> SweepAsync(ProvisioningRecord record, CancellationToken cancellationToken)
    {
        if (!UserPrincipalName.TryParse(record.User, out var user))
        {
            return new(record, null) { Error = ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind, "The journal's name of the user is none that the directory could be asked for.") };
        }

        var listed = await issuer.ListAccessPassesAsync(user, cancellationToken).ConfigureAwait(false);
        if (!listed.TryGet(out var passes, out var error))
        {
            return error.Code == ErrorCodes.UserNotFound ? new(record, null) : new(record, null) { Error = LeftBehind(error) };
        }

        if (passes.FirstOrDefault(pass => IsOf(record, pass)) is not { } orphan)
        {
            return new(record, null);
        }

        var revoked = await issuer.RevokeAsync(user, orphan.Id, cancellationToken).ConfigureAwait(false);
        return revoked.TryGet(out _, out error) ? new(record, orphan.Id) : new(record, null) { Error = LeftBehind(error) };
    }

    private static bool IsOf(ProvisioningRecord record, AccessPassStatus pass)
    {
        if (record.AccessPassId is { } id)
        {
            return pass.Id == id;
        }

        var asked = record.Started + record.Duration;
        return pass.Created is { } created && created >= asked - Skew && created <= asked + Reply + Skew;
    }

    private static ProvisioningError LeftBehind(ProvisioningError cause) =>
        ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind, $"({cause.Code}) {cause.Message}") with { HttpStatus = cause.HttpStatus, RequestId = cause.RequestId };
}
