using IdMelon.Provisioning.BrowserExtension.Browsing;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Browsing;

public sealed class ChromeWindowTests
{
    private static readonly PageAction[] Go = [new PageAction.Navigate(new Uri("https://login.microsoftonline.com/"))];
    private static readonly CaptureRequest Own = new() { Patience = TimeSpan.Zero, Hosts = ["login.microsoftonline.com"] };

    private readonly FakeBridge bridge = new();
    private readonly ChromeTabs tabs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"problem":"other","value":null}""")]
    [InlineData("""{"problem":"worker-lost","value":null}""")]
    public async Task A_browser_that_gives_no_private_window_is_told_of_with_its_remedy(string reply)
    {
        bridge.Replies["open"] = reply;

        var refusal = await Should.ThrowAsync<ProvisioningException>(OpenAsync);

        refusal.Error.Code.ShouldBe(ErrorCodes.ExtensionPrivateUnavailable);
        refusal.Error.Remedy.ShouldContain("InPrivateModeAvailability");
        bridge.Calls[^1].Method.ShouldBe("release");
    }

    [Fact]
    public async Task A_proxy_that_another_extension_has_is_told_of_with_its_remedy()
    {
        bridge.Replies["open"] = FakeBridge.Problem("proxy-taken");

        var refusal = await Should.ThrowAsync<ProvisioningException>(OpenAsync);

        refusal.Error.Code.ShouldBe(ErrorCodes.ExtensionProxyTaken);
        bridge.Calls[^1].Method.ShouldBe("release");
    }

    [Fact]
    public async Task On_a_page_elsewhere_no_script_runs()
    {
        await using var window = await OpenAsync();
        bridge.Replies["address"] = FakeBridge.Text("https://login.live.com/");

        (await window.StepAsync(Go, Own, Token)).ShouldBeOfType<PageObservation.DocumentReplaced>();
        (await window.StepAsync([], Own, Token)).ShouldBeOfType<PageObservation.Elsewhere>();

        bridge.Calls.ShouldNotContain(call => call.Method == "step");
    }

    [Fact]
    public async Task A_change_of_address_that_was_not_told_is_noticed()
    {
        await using var window = await OpenAsync();
        bridge.Replies["address"] = FakeBridge.Text("https://login.microsoftonline.com/");
        bridge.Replies["step"] = FakeBridge.Problem("replaced");

        (await window.StepAsync(Go, Own, Token)).ShouldBeOfType<PageObservation.DocumentReplaced>();
        await window.StepAsync([], Own, Token);

        bridge.Calls.Count(call => call.Method == "step").ShouldBe(1);
    }

    [Fact]
    public async Task A_window_that_is_closed_while_nobody_may_look_is_noticed()
    {
        await using var window = await OpenAsync();
        bridge.Replies["address"] = FakeBridge.Problem("gone");

        await window.StepAsync(Go, Own, Token);

        (await window.StepAsync([], Own, Token)).ShouldBeOfType<PageObservation.Closed>();
    }

    [Fact]
    public async Task A_page_of_a_foreign_host_is_a_refusal_if_it_stays_and_none_if_it_may_not_be_looked_at()
    {
        await using var window = await OpenAsync();
        bridge.Replies["step"] = FakeBridge.Problem("foreign");
        tabs.OnMoved(2, "https://login.microsoftonline.com/");

        (await window.StepAsync([], Own, Token)).ShouldBeOfType<PageObservation.DocumentReplaced>();
        (await window.StepAsync([], Own, Token)).ShouldBeOfType<PageObservation.Elsewhere>();
        (await window.StepAsync([], new() { Patience = TimeSpan.Zero }, Token).ShouldThrowAsync<ProvisioningException>()).Error.Code.ShouldBe(ErrorCodes.ExtensionPermissionMissing);
    }

    [Fact]
    public async Task A_window_for_other_relying_parties_answers_at_every_site_that_is_allowed()
    {
        await using var window = await new ChromeWindowFactory(bridge, tabs) { AnswersEverywhere = true }.OpenAsync(new(), Token);

        bridge.Calls.Single(call => call.Method == "open").Arguments["everywhere"]!.GetValue<bool>().ShouldBeTrue();
    }

    private Task<IBrowserSession> OpenAsync() => new ChromeWindowFactory(bridge, tabs).OpenAsync(new(), Token);
}
