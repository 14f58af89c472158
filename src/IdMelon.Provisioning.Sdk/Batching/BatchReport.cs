using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.Batching;

/// <summary>The result of a batch.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Started">When it began.</param>
/// <param name="Records">One record per request, in the order of the requests.</param>
public sealed record BatchReport(string BatchId, DateTimeOffset Started, IReadOnlyList<ProvisioningRecord> Records)
{
    /// <summary>Gets the number of requests.</summary>
    public int Total => Records.Count;

    /// <summary>Gets the number of users who have their passkey.</summary>
    public int Done => Records.Count(record => record.IsDone);

    /// <summary>Gets the number of all others.</summary>
    public int Failed => Total - Done;

    /// <summary>Gets whether everybody has a passkey and nothing was left behind.</summary>
    public bool AllWell => Records.All(record => record.IsDone && record.Leftover is null);
}
