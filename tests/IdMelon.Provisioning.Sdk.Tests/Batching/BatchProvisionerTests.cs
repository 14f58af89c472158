using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Tests.Batching;

public sealed class BatchProvisionerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_come_in_the_order_of_the_requests_and_no_more_windows_than_allowed_are_open()
    {
        var provisioner = new Counting();

        var report = await new BatchProvisioner(provisioner, TimeProvider.System, 3).RunAsync([.. Enumerable.Range(0, 20).Select(i => new ProvisioningRequest($"u{i}@contoso.com"))], "b", Token);

        report.Records.Select(record => record.User).ShouldBe(Enumerable.Range(0, 20).Select(i => $"u{i}@contoso.com"));
        (report.Total, report.Done, report.Failed).ShouldBe((20, 20, 0));
        provisioner.Most.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task A_user_who_stands_in_it_twice_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => new BatchProvisioner(new Counting(), TimeProvider.System).RunAsync([new("ada@contoso.com"), new("ADA@contoso.com")], null, Token));

    [Fact]
    public async Task Requests_not_begun_are_recorded_as_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var report = await new BatchProvisioner(new Counting(), TimeProvider.System, 1).RunAsync([new("a@contoso.com"), new("b@contoso.com")], null, cancellation.Token);

        report.Records.ShouldAllBe(record => record.Verdict == ProvisioningVerdict.Cancelled);
    }

    [Theory]
    [InlineData(ErrorCodes.BrowserLost)]
    [InlineData(ErrorCodes.BrowserUnavailable)]
    [InlineData(ErrorCodes.PageStalled)]
    public async Task Who_had_no_browser_or_a_page_that_stood_still_is_tried_again_under_the_same_request(string code)
    {
        var provisioner = new Unlucky(code, times: 2);

        var record = (await new BatchProvisioner(provisioner, TimeProvider.System).RunAsync([new("ada@contoso.com")], null, Token)).Records[0];

        (record.Verdict, record.Attempts).ShouldBe((ProvisioningVerdict.Succeeded, 3));
        provisioner.Requests.Count.ShouldBe(3);
        provisioner.Requests.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_in_doubt_is_looked_at_again_by_a_further_attempt()
    {
        var provisioner = new Unlucky(ErrorCodes.PasskeyUnconfirmed, times: 1, ProvisioningVerdict.Unconfirmed);

        var record = (await new BatchProvisioner(provisioner, TimeProvider.System).RunAsync([new("ada@contoso.com")], null, Token)).Records[0];

        (record.Verdict, record.Attempts).ShouldBe((ProvisioningVerdict.Succeeded, 2));
        provisioner.Attempts.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Attempts_come_to_an_end()
    {
        var record = (await new BatchProvisioner(new Unlucky(ErrorCodes.BrowserLost, times: 5), TimeProvider.System, maximumAttempts: 4).RunAsync([new("ada@contoso.com")], null, Token)).Records[0];

        (record.Verdict, record.Error!.Code, record.Attempts).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.BrowserLost, 4));
    }

    [Theory]
    [InlineData(ErrorCodes.PageUnknown, ProvisioningVerdict.Failed, false)]
    [InlineData(ErrorCodes.WindowClosed, ProvisioningVerdict.Failed, false)]
    [InlineData(ErrorCodes.PasskeyUnconfirmed, ProvisioningVerdict.Unconfirmed, true)]
    [InlineData(ErrorCodes.BrowserLost, ProvisioningVerdict.Failed, true)]
    public async Task Whatever_may_not_have_come_to_a_clean_end_is_not_tried_again(string code, ProvisioningVerdict verdict, bool leavesSomething)
    {
        var provisioner = new Unlucky(code, times: 1, verdict, leavesSomething);

        var record = (await new BatchProvisioner(provisioner, TimeProvider.System).RunAsync([new("ada@contoso.com")], null, Token)).Records[0];

        (record.Verdict, record.Attempts).ShouldBe((verdict, 1));
    }

    private sealed class Unlucky(string code, int times, ProvisioningVerdict verdict = ProvisioningVerdict.Failed, bool leavesSomething = false) : IProvisioner
    {
        public List<string> Requests { get; } = [];

        public List<int> Attempts { get; } = [];

        public Task<ProvisioningRecord> ProvisionAsync(ProvisioningRequest request, string? batchId = null, CancellationToken cancellationToken = default)
        {
            Requests.Add(request.Id);
            Attempts.Add(request.Attempt);
            var isLucky = Requests.Count > times;
            return Task.FromResult(new ProvisioningRecord
            {
                BatchId = batchId!,
                RequestId = request.Id,
                User = request.User.ToString(),
                Mode = ProvisioningMode.Automatic,
                Started = DateTimeOffset.UnixEpoch,
                Verdict = isLucky ? ProvisioningVerdict.Succeeded : verdict,
                Error = isLucky ? null : ProvisioningError.Of(code),
                Leftover = leavesSomething ? ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind) : null,
            });
        }
    }

    private sealed class Counting : IProvisioner
    {
        private int now;

        public int Most { get; private set; }

        public async Task<ProvisioningRecord> ProvisionAsync(ProvisioningRequest request, string? batchId = null, CancellationToken cancellationToken = default)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return new ProvisioningRecord
            {
                BatchId = batchId!,
                RequestId = request.Id,
                User = request.User.ToString(),
                Mode = ProvisioningMode.Automatic,
                Started = DateTimeOffset.UnixEpoch,
                Verdict = cancellationToken.IsCancellationRequested ? ProvisioningVerdict.Cancelled : ProvisioningVerdict.Succeeded,
            };
        }
    }
}
