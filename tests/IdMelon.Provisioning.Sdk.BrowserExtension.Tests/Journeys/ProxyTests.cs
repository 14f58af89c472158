using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>The browser's own passkey proxy, which there is one of for all extensions and all pages.</summary>
[Trait("Duration", "Long")]
public sealed class ProxyTests(PublishedExtension extension) : IDisposable
{
    private const string Look = "() => `${CredentialsContainer.prototype.create[Symbol.for('IdMelon.Provisioning.Interception')] ? 'script' : 'browser'}`";

    private readonly string folder = Directory.CreateTempSubdirectory("extension-other").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task With_the_proxy_on_pages_are_left_as_they_are_and_it_is_given_back_after_the_run()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Manifest = SwitchOn });
        var other = await OtherExtension.OpenAsync(world, folder, Token);
        var looking = LookAsync(world);
        var user = world.AddUser();

        var record = (await world.ProvisionAsync(user)).Value;

        record.Error.ShouldBeNull();
        record.IsDone.ShouldBeTrue();
        user.Passkeys.ShouldHaveSingleItem();
        (await looking.Value).ShouldBe("browser");
        (await OtherExtension.AttachAsync(other)).ShouldBeNull();
    }

    [Fact]
    public async Task A_proxy_that_another_extension_has_is_told_of_and_nothing_is_left()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Manifest = SwitchOn });
        var other = await OtherExtension.OpenAsync(world, folder, Token);
        (await OtherExtension.AttachAsync(other)).ShouldBeNull();
        var user = world.AddUser();

        var attempt = await world.ProvisionAsync(user);

        (attempt.Error ?? attempt.Value.Error!).Code.ShouldBe(ErrorCodes.ExtensionProxyTaken);
        user.Passkeys.ShouldBeEmpty();
        user.AccessPass.ShouldBeNull();
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_proxy_another_extension_may_have_it()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var other = await OtherExtension.OpenAsync(world, folder, Token);
        (await OtherExtension.AttachAsync(other)).ShouldBeNull();

        var record = (await world.ProvisionAsync(world.AddUser())).Value;

        record.Error.ShouldBeNull();
        record.IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Beside_a_page_at_the_sign_in_sites_the_script_answers()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Manifest = SwitchOn });
        var own = await world.Browser.NewPageAsync();
        await own.GotoAsync("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
        var looking = LookAsync(world);

        var record = (await world.ProvisionAsync(world.AddUser())).Value;

        record.Error.ShouldBeNull();
        record.IsDone.ShouldBeTrue();
        (await looking.Value).ShouldBe("script");
        (await own.EvaluateAsync<string>(Look)).ShouldBe("browser");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_window_that_is_minimised_is_served_all_the_same(bool isProxyOn)
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Manifest = isProxyOn ? SwitchOn : null });
        var own = await world.OpenAsync("log.html");
        var minimising = On(world, () => own.EvaluateAsync<string>(
            "async () => { const window = (await chrome.windows.getAll()).find(({ incognito }) => incognito); return (await chrome.windows.update(window.id, { state: 'minimized' })).state; }"));

        var record = (await world.ProvisionAsync(world.AddUser())).Value;

        (await minimising.Value).ShouldBe("minimized");
        record.Error.ShouldBeNull();
        record.IsDone.ShouldBeTrue();
    }

    private static Lazy<Task<string>> LookAsync(ExtensionWorld world) => On(world, async () =>
    {
        var page = world.Browser.Pages.Last(page => page.Url.Contains("login.microsoft", StringComparison.Ordinal) || page.Url.Contains("mysignins", StringComparison.Ordinal));
        return await page.EvaluateAsync<string>(Look);
    });

    private static Lazy<Task<string>> On(ExtensionWorld world, Func<Task<string>> work)
    {
        var doing = new Lazy<Task<string>>(() => Task.Run(work, Token));
        world.OnMessage = message =>
        {
            if (message is ExtensionMessage.Progress { Line.Entry: JournalEntry.Transitioned { To: ProvisioningState.ChoosingMethod } })
            {
                _ = doing.Value;
            }
        };
        return doing;
    }

    // Stands for the browser's own question, which no test can answer.
    private static void SwitchOn(JsonObject manifest)
    {
        manifest["permissions"]!.AsArray().Add("webAuthenticationProxy");
        manifest.Remove("optional_permissions");
    }
}
