using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The report of a batch that was ended before any run began.</summary>
internal static class UnbegunReport
{
    public static BatchReport Of(IReadOnlyList<ProvisioningRequest> requests, ProvisioningVerdict verdict, ProvisioningError error)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new BatchReport("", now, [.. requests.Select(request => new ProvisioningRecord
        {
            BatchId = "",
            RequestId = request.Id,
            User = request.User.ToString(),
            Mode = request.Mode ?? ProvisioningMode.Automatic,
            Started = now,
            Verdict = verdict,
            Error = error,
        })]);
    }
}
