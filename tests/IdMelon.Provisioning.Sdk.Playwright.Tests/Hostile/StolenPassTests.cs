using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>Whole runs in a real browser against a perfect copy of the page that asks for the access pass.</summary>
public sealed class StolenPassTests(HostileWorld world) : IClassFixture<HostileWorld>
{
    private const string Pass = "Canary+7Qx2";
    private const string SecurityInfo = "mysignins.microsoft.com";
    private const string SignIn = "login.microsoftonline.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Without this the others would prove nothing: where it belongs, the page is given the pass.</summary>
    [Fact]
    public async Task The_pass_is_typed_into_the_same_page_on_a_sign_in_host()
    {
        world.Server.Serve("login.windows.net", AccessPassCopy.Write());

        await RunAsync("https://login.windows.net/common/oauth2/v2.0/authorize", patience: TimeSpan.FromSeconds(5));

        world.Server.Given.ShouldContain($"https://login.windows.net: typed {Pass}");
    }

    [Theory]
    [InlineData("https://login.live.com/ppsecure/post.srf")]
    [InlineData("https://login.microsoftonline.com.evil.example/common/login")]
    [InlineData("https://login.xn--microsftonline-0zl.com/common/login")]
    [InlineData("https://xn--lgin-55d.microsoftonline.com/common/login")]
    [InlineData("https://login-microsoftonline.com/common/login")]
    [InlineData("https://login.microsoftonline.us/common/login")]
    [InlineData("https://mysignins.microsoft.com.evil.example/security-info")]
    [InlineData("http://login.windows.net/common/login")]
    [InlineData("https://login.windows.net:8443/common/login")]
    public async Task The_pass_is_never_typed_into_a_perfect_copy_elsewhere(string address)
    {
        world.Server.Serve(new Uri(address).IdnHost, AccessPassCopy.Write());

        var record = await RunAsync(address);

        ShouldHaveKeptThePass(record, new Uri(address));
    }

    [Theory]
    [InlineData("https://evil.example/copy", "https://evil.example/frame")]
    [InlineData("https://evil.example/copy", "https://login.windows.net/frame")]
    [InlineData("https://login.windows.net/copy", "https://evil.example/frame")]
    [InlineData("https://login.windows.net/copy", "https://login.windows.net/frame")]
    public async Task The_pass_is_never_typed_into_a_frame(string outer, string inner)
    {
        world.Server.Serve(new Uri(inner).Host, "/frame", AccessPassCopy.Write());
        world.Server.Serve(new Uri(outer).Host, "/copy", AccessPassCopy.Framed(inner));

        var record = await RunAsync(outer);

        ShouldHaveKeptThePass(record, new Uri(inner));
    }

    [Theory]
    [InlineData("history.pushState(null, '', '/common/oauth2/v2.0/authorize');")]
    [InlineData("history.replaceState(null, '', '//login.windows.net@evil-push.example/common/login');")]
    [InlineData("document.domain = document.domain;")]
    [InlineData("Object.defineProperty(window, 'origin', { value: 'https://login.windows.net' }); window.name = 'https://login.windows.net';")]
    [InlineData("const real = JSON.stringify; JSON.stringify = (value, ...rest) => real(value, ...rest).replaceAll('https://evil-push.example', 'https://login.windows.net');")]
    public async Task The_pass_is_never_typed_where_a_page_pretends_to_be_elsewhere(string pretence)
    {
        world.Server.Serve("evil-push.example", AccessPassCopy.Write($"try {{ {pretence} }} catch {{ }}"));

        var record = await RunAsync("https://evil-push.example/common/login");

        ShouldHaveKeptThePass(record, new Uri("https://evil-push.example"));
    }

    [Theory]
    [InlineData("https://evil-swap.example/common/login")]
    [InlineData("http://login.windows.net/swapped")]
    [InlineData("https://login.windows.net:8443/swapped")]
    public async Task The_pass_is_never_typed_when_the_host_changes_between_looking_and_typing(string elsewhere)
    {
        var name = Uri.EscapeDataString(elsewhere).Replace("%", "", StringComparison.Ordinal);
        world.Server.Serve(SignIn, "/swap/" + name, AccessPassCopy.Write($"fetch('/until/{name}').then(() => location.replace('{elsewhere}'));"));
        var there = new Uri(elsewhere);
        world.Server.Serve(there.Host, there.AbsolutePath, AccessPassCopy.Write($"fetch('/arrived/{name}');"));
        var swapped = false;

        var record = await RunAsync($"https://{SignIn}/swap/{name}", async actions =>
        {
            if (!swapped && actions.OfType<PageAction.Fill>().Any(fill => fill.Text.Reveal() == Pass))
            {
                swapped = true;
                world.Server.Release(name);
                await world.Server.ArrivedAsync(name, Token);
            }
        });

        swapped.ShouldBeTrue();
        ShouldHaveKeptThePass(record, there);
    }

    private void ShouldHaveKeptThePass(ProvisioningRecord record, Uri copy)
    {
        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Leftover.ShouldBeNull();

        // The copy was really there, at the very address that the case is about.
        world.Server.Given.ShouldContain($"{copy.Scheme}://{copy.IdnHost}{(copy.IsDefaultPort ? "" : $":{copy.Port}")}: shown");
        world.Server.Given.ShouldNotContain(given => given.Contains(Pass, StringComparison.Ordinal));
    }

    private async Task<ProvisioningRecord> RunAsync(string address, Func<IReadOnlyList<PageAction>, Task>? beforeActing = null, TimeSpan? patience = null)
    {
        world.Server.Given.Clear();
        world.Server.Serve(SecurityInfo, address);
        var tenant = new FakeTenant { NextSecret = new SecretText(Pass) };
        var user = tenant.AddUser("ada@contoso.example");
        using var vault = new InMemoryVault();
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = new WatchedBrowsers(world.Browsers, beforeActing),
                AccessPasses = tenant,
                Passkeys = tenant,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
                Vault = vault,
                Journal = new InMemoryJournal(),
            },
            new ProvisionerOptions { AllowsVolatileVault = true, PagePatience = patience ?? TimeSpan.FromMilliseconds(600), DirectoryPatience = TimeSpan.Zero });

        var record = await provisioner.ProvisionAsync(new ProvisioningRequest(user) { PageLanguage = null }, null, Token);

        tenant.AccessPassCount.ShouldBe(0);
        return record;
    }

    private sealed class WatchedBrowsers(IBrowserSessionFactory inner, Func<IReadOnlyList<PageAction>, Task>? beforeActing) : IBrowserSessionFactory
    {
        public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) => new Session(await inner.OpenAsync(options, cancellationToken), beforeActing);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Session(IBrowserSession inner, Func<IReadOnlyList<PageAction>, Task>? beforeActing) : IBrowserSession
        {
            public int RoundTrips => inner.RoundTrips;

            public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
            {
                if (beforeActing is not null)
                {
                    await beforeActing(actions);
                }

                return await inner.StepAsync(actions, until, cancellationToken);
            }

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
