using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.Batching;

/// <summary>Runs many requests, several at a time.</summary>
/// <param name="provisioner">Runs one request.</param>
/// <param name="time">The clock.</param>
/// <param name="maximumConcurrency">How many windows are open at the same time.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class BatchProvisioner(IProvisioner provisioner, TimeProvider time, int maximumConcurrency = 2)
{
    /// <summary>Runs all requests to their end.</summary>
    /// <param name="requests">The requests; a user may stand in it once.</param>
    /// <param name="batchId">The batch's id; null makes a new one.</param>
    /// <param name="cancellationToken">Ends the runs under way, which clean up, and records those not begun as cancelled.</param>
    /// <exception cref="ArgumentException">A user or a request id stands in it twice.</exception>
    public Task<BatchReport> RunAsync(IReadOnlyList<ProvisioningRequest> requests, string? batchId = null, CancellationToken cancellationToken = default)
    {
        _ = (provisioner, time, maximumConcurrency);
        throw new NotImplementedException();
    }
}
