using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Batching;

/// <summary>Runs many requests, several at a time.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BatchProvisioner
{
    private readonly IProvisioner provisioner;
    private readonly TimeProvider time;
    private readonly int maximumConcurrency;
    private readonly int maximumAttempts;

    /// <summary>Makes a batch provisioner.</summary>
    /// <param name="provisioner">Runs one request.</param>
    /// <param name="time">The clock.</param>
    /// <param name="maximumConcurrency">How many windows are open at the same time; 1 to 64, 2 by default.</param>
    /// <param name="maximumAttempts">How often a user is tried whose browser was lost or not to be had, whose page did not go on, or whose passkey is in doubt, once the attempt before has cleaned up; 1 to 10, 3 by default. Anything else that went wrong is not tried again.</param>
    public BatchProvisioner(IProvisioner provisioner, TimeProvider time, int maximumConcurrency = 2, int maximumAttempts = 3)
    {
        ArgumentNullException.ThrowIfNull(provisioner);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumConcurrency, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumAttempts, 10);
        this.provisioner = provisioner;
        this.time = time;
        this.maximumConcurrency = maximumConcurrency;
        this.maximumAttempts = maximumAttempts;
    }

    /// <summary>Runs all requests to their end.</summary>
    /// <param name="requests">The requests; a user may stand in it once.</param>
    /// <param name="batchId">The batch's id; null makes a new one.</param>
    /// <param name="cancellationToken">Ends the runs under way, which clean up, and records those not begun as cancelled.</param>
    /// <exception cref="ArgumentException">A user or a request id stands in it twice.</exception>
    public async Task<BatchReport> RunAsync(IReadOnlyList<ProvisioningRequest> requests, string? batchId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.DistinctBy(request => request.User).Count() < requests.Count || requests.DistinctBy(request => request.Id).Count() < requests.Count)
        {
            throw new ArgumentException("A user or a request id stands in the batch twice.", nameof(requests));
        }

        var id = batchId ?? Guid.CreateVersion7().ToString();
        var started = time.GetUtcNow();
        using var places = new SemaphoreSlim(maximumConcurrency, maximumConcurrency);
        var records = await Task.WhenAll(requests.Select(RunOneAsync)).ConfigureAwait(false);
        return new BatchReport(id, started, records);

        async Task<ProvisioningRecord> RunOneAsync(ProvisioningRequest request)
        {
            // A request that waits for its place is let through after a cancellation as well: the run records it as cancelled before it does anything.
            await places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                for (var attempt = 1; ; attempt++)
                {
                    var record = await provisioner.ProvisionAsync(request with { Attempt = request.Attempt + attempt - 1 }, id, cancellationToken).ConfigureAwait(false) with { Attempts = attempt };
                    if (attempt == maximumAttempts || !MayGoBetter(record) || cancellationToken.IsCancellationRequested)
                    {
                        return record;
                    }
                }
            }
            catch (ProvisioningException exception)
            {
                // It was not started, because it could not be written down. The others' records must not be lost with it.
                return new ProvisioningRecord
                {
                    BatchId = id,
                    RequestId = request.Id,
                    User = request.User.ToString(),
                    Mode = request.Mode ?? ProvisioningMode.Automatic,
                    Started = time.GetUtcNow(),
                    Verdict = ProvisioningVerdict.Failed,
                    Error = exception.Error,
                };
            }
            finally
            {
                places.Release();
            }
        }
    }

    // Nothing was registered where a run failed: it has asked the directory and cleaned up. About what is in doubt a further attempt asks again, and makes no second passkey as long as the doubt lasts.
    private static bool MayGoBetter(ProvisioningRecord record) => record is
        { Leftover: null, Verdict: ProvisioningVerdict.Failed, Error.Code: ErrorCodes.BrowserLost or ErrorCodes.BrowserUnavailable or ErrorCodes.PageStalled }
        or { Leftover: null, Verdict: ProvisioningVerdict.Unconfirmed };
}
