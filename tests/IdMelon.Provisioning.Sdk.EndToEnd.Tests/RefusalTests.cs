using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests;

public sealed class RefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_page_is_named_and_left_alone()
    {
        await using var world = await World.StartAsync();
        world.Options.PagePatience = TimeSpan.FromSeconds(1);
        world.Simulator.Pages.UnknownInterrupt = true;

        await ShouldFailAsync(world, ErrorCodes.PageUnknown);
    }

    [Fact]
    public async Task A_blocked_sign_in_names_its_number()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Pages.BlockTitle = 7;

        (await ShouldFailAsync(world, ErrorCodes.PageBlocked)).Error!.ServiceCode.ShouldBe("7");
    }

    [Fact]
    public async Task A_wrong_pass_is_named()
    {
        await using var world = await World.StartAsync();
        world.Options.AccessPassReadiness = TimeSpan.Zero;
        world.AccessPasses = new AlteredIssuer(world.AccessPasses, pass => pass with { Secret = new SecretText("not-the-pass") });

        (await ShouldFailAsync(world, ErrorCodes.AccessPassWrong)).Error!.ServiceCode.ShouldBe("130503");
    }

    [Fact]
    public async Task An_expired_pass_is_named()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Pages.OffersStaleAccessPass = true;
        SimulatedUser? user = null;
        world.AccessPasses = new AlteredIssuer(world.AccessPasses, pass =>
        {
            var stale = world.Simulator.Directory.IssueAccessPass(user!, TimeSpan.FromHours(1), start: DateTimeOffset.UtcNow.AddHours(-2), code: "Stale+Pass1");
            return pass with { Id = stale.Id.ToString(), Secret = new SecretText("Stale+Pass1") };
        });
        user = world.AddUser();

        await ShouldFailAsync(world, ErrorCodes.AccessPassExpired, user);
    }

    [Fact]
    public async Task A_pass_that_the_page_does_not_offer_is_named()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        world.AccessPasses = new AlteredIssuer(world.AccessPasses, pass =>
        {
            world.Simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
            return pass;
        });

        await ShouldFailAsync(world, ErrorCodes.AccessPassNotOffered, user);
    }

    [Fact]
    public async Task A_user_without_the_passkey_method_is_named()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        user.MayHavePasskey = false;

        await ShouldFailAsync(world, ErrorCodes.PasskeyNotOffered, user, passMayBeUsedUp: true);
    }

    [Fact]
    public async Task A_missing_browser_is_named()
    {
        await using var world = await World.StartAsync(browser: new PlaywrightBrowserOptions { ExecutablePath = "/no/such/chromium" });

        (await ShouldFailAsync(world, ErrorCodes.BrowserMissing)).Error!.Remedy.ShouldContain("apt-get install chromium");
    }

    [Fact]
    public async Task A_caller_without_permission_is_named()
    {
        await using var world = await World.StartAsync(options: new EntraSimulatorOptions { Roles = [GraphRoles.UserRead] });

        var record = await ShouldFailAsync(world, null);

        record.Error!.Code.ShouldBeOneOf(ErrorCodes.AccessPassForbidden, ErrorCodes.TenantForbidden);
        record.Error.HttpStatus.ShouldBe(403);
        record.Error.RequestId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_user_outside_of_the_policy_is_named()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        user.MayHaveAccessPass = false;

        await ShouldFailAsync(world, ErrorCodes.AccessPassPolicy, user);
    }

    [Theory]
    [InlineData("mysignins.microsoft.com", ErrorCodes.PageUnreachable)]
    [InlineData("graph.microsoft.com", ErrorCodes.TenantUnreachable)]
    [InlineData("login.microsoft.com", ErrorCodes.PageUnreachable)]
    public async Task An_unreachable_host_is_named(string host, string code)
    {
        await using var world = await World.StartAsync();
        world.Simulator.Weather.SetUnreachable(host);

        await ShouldFailAsync(world, code);
    }

    [Fact]
    public async Task A_dropped_reply_to_the_create_call_leaves_no_pass()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);

        await ShouldFailAsync(world, ErrorCodes.TenantUnreachable);

        world.Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued).ShouldBe(1);
        world.Simulator.Events.Count(SimulatorEventKinds.AccessPassDeleted).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_else_in_the_window_is_refused_and_gets_no_passkey()
    {
        await using var world = await World.StartAsync();
        var other = world.AddUser("eve");
        world.Simulator.Pages.SignedInAs = other.UserPrincipalName;

        await ShouldFailAsync(world, ErrorCodes.UserOther);

        other.Passkeys.ShouldBeEmpty();
        world.Simulator.Events.Count(SimulatorEventKinds.PasskeyRegistered).ShouldBe(0);
    }

    private static async Task<ProvisioningRecord> ShouldFailAsync(World world, string? code, SimulatedUser? user = null, bool passMayBeUsedUp = false)
    {
        user ??= world.AddUser();

        var record = await world.ProvisionAsync(user, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed, record.Error?.ToString());
        record.Error.ShouldNotBeNull();
        if (code is not null)
        {
            record.Error.Code.ShouldBe(code, record.Error.ToString());
        }

        record.Error.Remedy.ShouldNotBeNullOrEmpty();
        record.Leftover.ShouldBeNull();
        user.Passkeys.ShouldBeEmpty();
        await world.ShouldBeCleanAsync(user, passMayBeUsedUp);
        return record;
    }
}
