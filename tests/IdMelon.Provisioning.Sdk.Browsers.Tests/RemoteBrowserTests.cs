namespace IdMelon.Provisioning.Browsers.Tests;

public sealed class RemoteBrowserTests
{
    [Theory]
    [InlineData(RemoteBrowserKind.Grid, "ws://grid.contoso.com")]
    [InlineData(RemoteBrowserKind.PlaywrightServer, "https://server.contoso.com")]
    [InlineData(RemoteBrowserKind.DevTools, "ftp://browser.contoso.com")]
    [InlineData(RemoteBrowserKind.Grid, "https://ada:hunter2@grid.contoso.com")]
    public void An_address_that_does_not_fit_is_refused_without_being_shown(RemoteBrowserKind kind, string address)
    {
        var error = Should.Throw<ProvisioningException>(() => new RemoteBrowser(kind, new Uri(address))).Error;

        error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        error.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public void It_shows_neither_paths_nor_headers()
    {
        var remote = new RemoteBrowser(RemoteBrowserKind.DevTools, new Uri("wss://browser.contoso.com/token/hunter2?token=hunter2"))
        {
            Headers = new Dictionary<string, SecretText> { ["Authorization"] = new("hunter2") },
        };

        remote.ToString().ShouldBe("DevTools wss://browser.contoso.com");
    }

    [Theory]
    [InlineData("http://grid.contoso.com:4444", false, true)]
    [InlineData("http://grid.contoso.com:4444", true, false)]
    [InlineData("https://grid.contoso.com", false, false)]
    [InlineData("http://localhost:4444", false, false)]
    [InlineData("http://127.0.0.1:4444", false, false)]
    public void What_would_go_in_clear_over_a_network_is_refused_unless_allowed(string address, bool allows, bool isRefused)
    {
        var remote = new RemoteBrowser(RemoteBrowserKind.Grid, new Uri(address)) { AllowsPlainText = allows };

        if (isRefused)
        {
            Should.Throw<ProvisioningException>(remote.ThrowIfUnsafe).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        }
        else
        {
            Should.NotThrow(remote.ThrowIfUnsafe);
        }
    }
}
