using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers.Tests;

public sealed class DrivenWindowTests
{
    private static readonly Uri Page = new("https://login.contoso.example/");

    [Theory]
    [InlineData("net::ERR_CERT_VERIFIER_CHANGED")]
    [InlineData("net::ERR_NETWORK_CHANGED")]
    public async Task What_the_browser_breaks_off_by_itself_is_opened_once_more(string error)
    {
        await using var window = new FakeWindow(error, null);

        await GoAsync(window);

        window.Opened.ShouldBe([Page, Page]);
        window.RoundTrips.ShouldBe(3);
    }

    [Theory]
    [InlineData(1, "net::ERR_NAME_NOT_RESOLVED")]
    [InlineData(1, "net::ERR_CERT_AUTHORITY_INVALID", "net::ERR_CERT_VERIFIER_CHANGED")]
    [InlineData(2, "net::ERR_NETWORK_CHANGED", "net::ERR_NETWORK_CHANGED")]
    [InlineData(2, "net::ERR_CERT_VERIFIER_CHANGED", "net::ERR_CERT_AUTHORITY_INVALID")]
    public async Task Any_other_refusal_stands(int times, params string[] errors)
    {
        await using var window = new FakeWindow(errors);

        var error = (await Should.ThrowAsync<ProvisioningException>(() => GoAsync(window))).Error;

        error.Code.ShouldBe(ErrorCodes.PageUnreachable);
        error.Message.ShouldContain(errors[times - 1]);
        window.Opened.Count.ShouldBe(times);
    }

    private static Task<PageObservation> GoAsync(FakeWindow window) => window.StepAsync([new PageAction.Navigate(Page)], new(), TestContext.Current.CancellationToken);

    private sealed class FakeWindow(params string?[] errors) : DrivenWindow(new())
    {
        public List<Uri> Opened { get; } = [];

        protected override bool IsGone => false;

        protected override bool IsBrowserConnected => true;

        protected override string Address => "https://login.contoso.example";

        protected override (string Host, string Reason)? FailedNavigation => null;

        protected override Task NextDocument => Task.CompletedTask;

        protected override Task<string?> NavigateAsync(Uri address)
        {
            Opened.Add(address);
            return Task.FromResult(errors[Opened.Count - 1]);
        }

        protected override Task<string> RunAsync(string[] argument) => Task.FromException<string>(new InvalidOperationException());

        protected override Task<byte[]> PictureAsync() => throw new NotSupportedException();

        protected override Task CloseAsync() => Task.CompletedTask;

        protected override DriverProblem Read(Exception exception) => exception is InvalidOperationException ? DriverProblem.DocumentReplaced : DriverProblem.None;
    }
}
