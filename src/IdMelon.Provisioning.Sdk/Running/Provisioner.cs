using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Running;

/// <inheritdoc cref="IProvisioner"/>
public sealed class Provisioner : IProvisioner
{
    /// <summary>Puts the parts together.</summary>
    public Provisioner(ProvisioningParts parts, ProvisionerOptions? options = null)
    {
        _ = parts;
        _ = options;
    }

    /// <inheritdoc/>
    public Task<ProvisioningRecord> ProvisionAsync(ProvisioningRequest request, string? batchId = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
