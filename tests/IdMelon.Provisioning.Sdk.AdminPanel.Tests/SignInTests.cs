using System.Net;
using System.Net.Http.Headers;
using IdMelon.Provisioning.AdminPanel.Hosting;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.AdminPanel.Tests;

public sealed class SignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("users/ada.norwood@contoso.onmicrosoft.com")]
    public async Task Whoever_has_not_signed_in_is_sent_to_Microsoft_and_sees_nothing(string path)
    {
        await using var panel = await PanelServer.StartAsync(new PanelSettings(), Token);
        using var http = Client();

        using var answer = await http.GetAsync(new Uri(panel.Address, path), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var asked = answer.Headers.Location!.ToString();
        asked.ShouldStartWith($"https://login.microsoftonline.com/{panel.Simulator!.TenantId}/oauth2/v2.0/authorize?");
        asked.ShouldContain("response_type=code");
        asked.ShouldContain("code_challenge_method=S256");
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_name_of_this_machine_gets_no_answer()
    {
        await using var panel = await PanelServer.StartAsync(new PanelSettings(), Token);
        using var http = Client();

        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{panel.Address.Port}/"), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task Pages_run_no_script_but_the_panels_own()
    {
        await using var panel = await PanelServer.StartAsync(new PanelSettings(), Token);
        using var http = Client();

        using var answer = await http.GetAsync(new Uri(panel.Address, "signed-out"), Token);

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self';");
        answer.Headers.CacheControl.ShouldBe(CacheControlHeaderValue.Parse("no-store"));
    }

    [Fact]
    public void A_real_tenant_is_not_served_without_a_vault_that_keeps_keys() =>
        Should.Throw<ProvisioningException>(() => PanelServer.StartAsync(new PanelSettings { Tenant = new TenantSettings("contoso.com", Guid.NewGuid().ToString(), new SecretText("secret"), EntraCloud.Public) }, Token))
            .Error.Code.ShouldBe(ErrorCodes.VaultNotDurable);

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Somebody_who_is_no_administrator_is_told_so()
    {
        await using var world = await PanelWorld.StartWithoutExtensionAsync();
        var ada = world.Ada;
        ada.StartsWithPassword = true;
        ada.Password = "not an administrator";

        var page = await world.Operator.SignInAsync(ada.UserPrincipalName, new SecretText("not an administrator"));

        await page.GetByRole(AriaRole.Heading, new() { Name = "Not for this account" }).WaitForAsync();
        (await page.InnerTextAsync("main")).ShouldContain(ada.UserPrincipalName);
    }

    private static HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false });
}
