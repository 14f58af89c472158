using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

[Trait("Duration", "Long")]
public sealed class DisturbedTests(PublishedExtension extension)
{
    [Theory]
    [InlineData(ProvisioningState.SigningIn)]
    [InlineData(ProvisioningState.OpeningSecurityInfo)]
    [InlineData(ProvisioningState.RegisteringPasskey)]
    [InlineData(ProvisioningState.NamingPasskey)]
    [InlineData(ProvisioningState.Verifying)]
    public async Task A_run_outlives_the_service_worker(ProvisioningState state)
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var user = world.AddUser();
        var own = await world.OpenAsync("log.html");
        Task? killing = null;
        world.OnMessage = message =>
        {
            if (Reaches(message, state))
            {
                killing ??= world.EndWorkerAsync(own);
            }
        };

        var attempt = await world.ProvisionAsync(user);

        attempt.Error.ShouldBeNull();
        attempt.Value.Error.ShouldBeNull();
        await killing.ShouldNotBeNull();
        user.Passkeys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_window_that_the_user_closes_ends_the_run_cleanly_and_the_next_one_goes_on()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var user = world.AddUser();
        Task? closing = null;
        world.OnMessage = message =>
        {
            if (Reaches(message, ProvisioningState.SigningIn) && world.Browser.Pages.FirstOrDefault(page => page.Url.Contains("login.microsoftonline.com", StringComparison.Ordinal)) is { } window)
            {
                closing ??= window.CloseAsync();
            }
        };

        var attempt = await world.ProvisionAsync(user);

        await closing.ShouldNotBeNull();
        attempt.Value.Error!.Code.ShouldBe(ErrorCodes.WindowClosed);
        attempt.Value.Leftover.ShouldBeNull();
        user.Passkeys.ShouldBeEmpty();
        user.AccessPass.ShouldBeNull();

        world.OnMessage = null;
        var next = await world.ProvisionAsync(user);
        next.Value.IsDone.ShouldBeTrue($"{next.Value.Error} {string.Join(' ', world.Heard.OfType<ExtensionMessage.Progress>().Select(progress => progress.Line.Entry).OfType<JournalEntry.Transitioned>().Select(row => $"{row.From}>{row.On}"))}");
    }

    [Fact]
    public async Task The_administrators_own_pages_keep_their_passkey_calls()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var own = await world.Browser.NewPageAsync();
        Task<string>? looking = null;
        world.OnMessage = message =>
        {
            if (Reaches(message, ProvisioningState.SigningIn))
            {
                looking ??= LookAsync(own);
            }
        };

        var attempt = await world.ProvisionAsync(world.AddUser());

        attempt.Value.IsDone.ShouldBeTrue();
        (await looking.ShouldNotBeNull()).ShouldBe("function create() { [native code] } untouched");
    }

    [Fact]
    public async Task Five_requests_are_served_in_their_order()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var users = Enumerable.Range(1, 5).Select(i => world.AddUser($"user{i}")).ToList();

        var attempts = await Task.WhenAll(users.Select(user => world.ProvisionAsync(user)));

        attempts.ShouldAllBe(attempt => attempt.Value.IsDone);
        world.Heard.OfType<ExtensionMessage.Queued>().Select(queued => queued.Ahead).ShouldBe([0, 1, 2, 3, 4]);
        world.Heard.OfType<ExtensionMessage.Finished>().Select(finished => finished.Record.RequestId).ShouldBe(world.Heard.OfType<ExtensionMessage.Queued>().Select(queued => queued.RequestId));
        world.Heard.OfType<ExtensionMessage.State>().ShouldContain(state => state.Waiting == 4);
    }

    private static bool Reaches(ExtensionMessage message, ProvisioningState state) => message is ExtensionMessage.Progress { Line.Entry: JournalEntry.Transitioned row } && row.To == state;

    private static async Task<string> LookAsync(IPage page)
    {
        await page.GotoAsync("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
        return await page.EvaluateAsync<string>("() => `${CredentialsContainer.prototype.create} ${CredentialsContainer.prototype.create[Symbol.for('IdMelon.Provisioning.Interception')] ? 'wrapped' : 'untouched'}`");
    }
}
