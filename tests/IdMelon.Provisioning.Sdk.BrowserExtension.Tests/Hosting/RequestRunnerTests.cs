using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Browsing;
using IdMelon.Provisioning.BrowserExtension.Hosting;
using IdMelon.Provisioning.BrowserExtension.Journaling;
using IdMelon.Provisioning.BrowserExtension.Keys;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.BrowserExtension.Tests.Browsing;
using IdMelon.Provisioning.BrowserExtension.Tests.Keys;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Hosting;

public sealed class RequestRunnerTests : IDisposable
{
    private readonly FakeBridge bridge = new();
    private readonly SealedVault vault = new();
    private readonly PanelLink link = new("http://localhost", _ => { });

    [Fact]
    public async Task An_extension_without_keys_of_its_own_refuses_to_make_any() =>
        (await RunAsync(new(vault.SealingRecipients), null)).Error!.Code.ShouldBe(ErrorCodes.ModeUnavailable);

    [Fact]
    public async Task A_key_that_nobody_could_open_is_not_made() =>
        (await RunAsync(new([]), new ExtensionKeys(new PasskeyKeyFactory(), vault))).Error!.Code.ShouldBe(ErrorCodes.VaultRecipientInvalid);

    public void Dispose()
    {
        bridge.Calls.ShouldBeEmpty();
        link.Dispose();
        vault.Dispose();
    }

    private async Task<Attempt<Running.ProvisioningRecord>> RunAsync(BrowserKeysWish keysWish, ExtensionKeys? keys)
    {
        var storage = new ExtensionStorage(bridge);
        var runner = new RequestRunner(bridge, new ChromeTabs(), storage, new StorageJournal(bridge), new OperatorQuestions(bridge, storage), keys, TimeProvider.System);
        using var request = new WaitingRequest(link, new PanelMessage.Provision("r1", UserPrincipalName.Parse("ada@contoso.com"), PanelMode.Automatic) { BrowserKeys = keysWish }, null);
        return await runner.RunAsync(request);
    }
}
