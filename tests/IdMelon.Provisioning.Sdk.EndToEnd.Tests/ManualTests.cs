using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A person does everything, and the run watches, proves and cleans up.</summary>
public sealed class ManualTests
{
    private static readonly string[] Own = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "mysignins.microsoft.com"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_who_is_shown_a_pass_registers_a_passkey_that_the_run_proves()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        var person = At(world, user);

        var record = await RunAsync(world, user);

        record.Error.ShouldBeNull();
        (record.Verdict, record.Mode).ShouldBe((ProvisioningVerdict.Succeeded, ProvisioningMode.Manual));
        user.Passkeys.Single().DisplayName.ShouldBe("Named by hand");
        record.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        (await world.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        person.IsPassShown.ShouldBeFalse();
        world.Browsers.Seen.OfType<PageObservation.Seen>().ShouldAllBe(seen => Own.Contains(seen.Snapshot.SecureHost));
        await world.ShouldBeCleanAsync(user);
    }

    [Fact]
    public async Task A_window_that_the_person_closes_ends_in_a_clear_refusal()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        At(world, user).ClosesOn = PageStepKind.SecurityInfo;

        var record = await RunAsync(world, user);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.WindowClosed));
        await world.ShouldBeCleanAsync(user);
    }

    [Fact]
    public async Task Windows_that_nobody_sees_are_left_to_nobody()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        At(world, user);
        world.OtherBrowsers = null;

        var record = await RunAsync(world, user);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.BrowserNotVisible));
        world.Browsers.Opened.ShouldBe(0);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task A_registration_is_found_whatever_the_pages_look_like()
    {
        await using var world = await World.StartAsync();
        world.Recognizer = new Blind();
        world.Options.PagePatience = TimeSpan.FromSeconds(2);
        var user = world.AddUser();
        At(world, user);

        var record = await RunAsync(world, user);

        record.Error.ShouldBeNull();
        record.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        await world.ShouldBeCleanAsync(user);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task Somebody_else_who_signs_in_gets_no_passkey()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        var other = world.AddUser("bob");
        var person = At(world, other);
        person.AccessPass = (await world.AccessPasses.IssueAsync(UserPrincipalName.Parse(other.UserPrincipalName), new(), Token)).Value.Secret;

        var record = await RunAsync(world, user, showsPass: false);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.UserOther));
        user.Passkeys.ShouldBeEmpty();
        other.Passkeys.ShouldBeEmpty();
        (await world.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task A_real_key_leaves_a_record_without_a_private_key()
    {
        await using var world = await World.StartAsync();
        world.Browsers.Change = options => options with { PasskeyCalls = new PersonWithKey(options.PasskeyCalls!) };
        var user = world.AddUser();
        At(world, user);

        var record = await RunAsync(world, user, AuthenticatorKind.Attended);

        record.Error.ShouldBeNull();
        record.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        (await world.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task When_the_time_is_over_the_window_goes_and_the_pass_with_it()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        var person = At(world, user);
        person.User = "nobody@contoso.onmicrosoft.com";

        var record = await RunAsync(world, user, time: TimeSpan.FromSeconds(5));

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.PersonTooLate));
        await world.ShouldBeCleanAsync(user);
    }

    private static PersonAtWindow At(World world, SimulatedUser user)
    {
        var person = new PersonAtWindow(world.Browsers, user.UserPrincipalName);
        (world.OtherBrowsers, world.Operator) = (person, person);
        return person;
    }

    private static Task<ProvisioningRecord> RunAsync(World world, SimulatedUser user, AuthenticatorKind kind = AuthenticatorKind.Software, bool showsPass = true, TimeSpan? time = null) =>
        world.Provisioner().ProvisionAsync(
            new ProvisioningRequest(user.UserPrincipalName) { Mode = ProvisioningMode.Manual, ShowsAccessPass = showsPass, Authenticator = kind, HandOver = time ?? TimeSpan.FromMinutes(2), PageLanguage = null },
            null,
            Token);

    /// <summary>Knows no page at all.</summary>
    private sealed class Blind : IStepRecognizer
    {
        private readonly PackRecognizer inner = new(EntraCloud.Public);

        public PageStep Recognize(PageSnapshot snapshot) => new(PageStepKind.Unknown, new Dictionary<PageTarget, ControlReference>(), inner.Recognize(snapshot).Evidence);
    }
}
