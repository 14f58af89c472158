using System.Security.Cryptography;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Passkeys that the browser makes instead of the program: by its virtual authenticator, and by a person.</summary>
public sealed class AuthenticatorKindTests
{
    // Chromium's, and not to be chosen.
    private static readonly Guid Chromium = Guid.Parse("01020304-0506-0708-0102-030405060708");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_browsers_authenticator_makes_a_passkey_whose_key_is_in_the_vault()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();

        var record = await ProvisionAsync(world, user, AuthenticatorKind.Browser);

        record.Error.ShouldBeNull();
        var passkey = user.Passkeys.Single();
        passkey.Aaguid.ShouldBe(Chromium);
        var kept = (await world.Vault.ListAsync(Token)).Single();
        (kept.State, kept.Aaguid, kept.CredentialId).ShouldBe((VaultedPasskeyState.Active, Chromium, record.CredentialId));
        using var key = world.Vault.FindPrivateKey(kept.CredentialId)!;
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(key.Reveal().Span, out _);
        await world.ShouldBeCleanAsync(user, passMayBeUsedUp: true);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task More_users_than_an_authenticator_holds_keys_get_theirs()
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            var user = world.AddUser($"user{i}");

            (await ProvisionAsync(world, user, AuthenticatorKind.Browser)).Error.ShouldBeNull();
        }

        (await world.Vault.ListAsync(Token)).Count.ShouldBe(4);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task A_person_with_a_real_key_leaves_a_record_without_a_private_key()
    {
        await using var world = await World.StartAsync();
        world.Browsers.Pretended = BrowserAbilities.VisibleWindows;
        world.Browsers.Change = options => options with { PasskeyCalls = new PersonWithKey(options.PasskeyCalls!) };
        var user = world.AddUser();

        var record = await ProvisionAsync(world, user, AuthenticatorKind.Attended);

        record.Error.ShouldBeNull();
        record.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        (await world.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Windows_that_nobody_sees_are_left_to_nobody()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();

        var record = await ProvisionAsync(world, user, AuthenticatorKind.Attended);

        (record.Error!.Code, record.Verdict).ShouldBe((ErrorCodes.AuthenticatorUnavailable, ProvisioningVerdict.Failed));
        world.Browsers.Opened.ShouldBe(0);
        user.AccessPass.ShouldBeNull();
    }

    private static Task<ProvisioningRecord> ProvisionAsync(World world, SimulatedUser user, AuthenticatorKind kind) =>
        world.Provisioner().ProvisionAsync(new ProvisioningRequest(user.UserPrincipalName) { PageLanguage = null, Authenticator = kind }, null, Token);
}
