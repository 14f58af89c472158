using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Running;

/// <summary>Gives one user one passkey.</summary>
/// <remarks>Thread-safe: any number of runs at the same time.</remarks>
public interface IProvisioner
{
    /// <summary>Runs a request to its end.</summary>
    /// <param name="request">The wish. A second call with the same id gets the record of the run that made the passkey, or is making it.</param>
    /// <param name="batchId">The batch it belongs to; null makes it a batch of its own.</param>
    /// <param name="cancellationToken">Ends the run; it is cleaned up and recorded as cancelled.</param>
    /// <returns>The record. Refusals, failures and cancellation are in it; they are not thrown.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while waiting for an earlier run of the same request id.</exception>
    /// <exception cref="ProvisioningException">The journal cannot be written, so that nothing may be started.</exception>
    Task<ProvisioningRecord> ProvisionAsync(ProvisioningRequest request, string? batchId = null, CancellationToken cancellationToken = default);
}
