using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Gives each user a new passkey and then removes the earlier ones; what stays of them is the record's leftover.</summary>
internal sealed class ReplacingProvisioner(PasskeyReplacer replacer, TimeProvider time) : IProvisioner
{
    private int removed;

    /// <summary>Gets how many passkeys were removed.</summary>
    public int Removed => removed;

    public async Task<ProvisioningRecord> ProvisionAsync(ProvisioningRequest request, string? batchId = null, CancellationToken cancellationToken = default)
    {
        var replacement = await replacer.ReplaceAsync(request, null, batchId, cancellationToken);
        Interlocked.Add(ref removed, replacement.Removed.Count);
        if (replacement.Record is not { } record)
        {
            return new ProvisioningRecord
            {
                BatchId = batchId ?? request.Id,
                RequestId = request.Id,
                User = request.User.ToString(),
                Mode = request.Mode ?? ProvisioningMode.Automatic,
                Started = time.GetUtcNow(),
                Verdict = ProvisioningVerdict.Failed,
                Error = replacement.Error,
            };
        }

        return record.IsDone && replacement.Error is { } error ? record with { Leftover = record.Leftover ?? error } : record;
    }
}
