using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Vaults;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

public sealed class AutomaticTests(PublishedExtension extension)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_panel_gets_passkeys_for_two_users_one_after_the_other()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var (ada, bob) = (world.AddUser(), world.AddUser("bob"));

        var first = await world.ProvisionAsync(ada);
        var second = await world.ProvisionAsync(bob);

        foreach (var (attempt, user) in new[] { (first, ada), (second, bob) })
        {
            attempt.Error.ShouldBeNull();
            attempt.Value.Error.ShouldBeNull();
            attempt.Value.IsDone.ShouldBeTrue();
            attempt.Value.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        }

        (await world.Vault.ListAsync(Token)).Select(key => (key.UserName, key.State)).ShouldBe([(ada.UserPrincipalName, VaultedPasskeyState.Active), (bob.UserPrincipalName, VaultedPasskeyState.Active)]);
        var log = await world.OpenAsync("log.html");
        await log.GetByText(ada.UserPrincipalName).WaitForAsync();
        (await log.GetByRole(AriaRole.Status).TextContentAsync()).ShouldBe("Provisioning report, total: 2 done: 2 failed: 0");
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();
        TestContext.Current.TestOutputHelper!.WriteLine($"{first.Value.Duration} {second.Value.Duration} {second.Value.RoundTrips}");
    }
}
