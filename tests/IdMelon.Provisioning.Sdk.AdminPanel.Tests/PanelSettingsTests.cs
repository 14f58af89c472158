using IdMelon.Provisioning.AdminPanel.Hosting;

namespace IdMelon.Provisioning.AdminPanel.Tests;

public sealed class PanelSettingsTests
{
    [Fact]
    public void Keys_are_made_in_the_browser_only_where_they_can_be_sealed() =>
        Should.Throw<ProvisioningException>(() => PanelSettings.Read(["--Vault:KeysInBrowser", "true"])).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);

    [Fact]
    public void The_panels_server_makes_the_keys_if_nothing_is_said() => PanelSettings.Read([]).KeysInBrowser.ShouldBeFalse();
}
