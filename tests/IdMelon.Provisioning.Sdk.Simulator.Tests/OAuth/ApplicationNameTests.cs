using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>The pages that ask on behalf of an application say which one.</summary>
public sealed class ApplicationNameTests : OAuthTest
{
    private const string Nasty = "</script><b>Desk</b> $& \"program\"";

    [Theory]
    [InlineData(SignInInterrupt.ConfirmApp, "CmsiInterrupt")]
    [InlineData(SignInInterrupt.Consent, "ConvergedConsent")]
    public async Task A_page_that_asks_for_an_application_names_it(SignInInterrupt interrupt, string page)
    {
        Ada.Interrupts = [interrupt];
        var application = Simulator.Applications.Add(Nasty);
        application.RedirectUris = [DesktopRedirect];

        await Window.SignInAsync(
            $"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id={application.ClientId}&redirect_uri=http%3A%2F%2Flocalhost&response_type=code&scope=openid", Ada);

        Window.Page.Text("pgid").ShouldBe(page);
        Window.Page.Text("sAppName").ShouldBe(Nasty);
        Window.Page.Html.ShouldNotContain("</script><b>");
    }

    [Fact]
    public async Task Security_info_has_a_name_of_its_own()
    {
        Ada.Interrupts = [SignInInterrupt.ConfirmApp];

        await Window.Page.SignInAsync(Ada.UserPrincipalName, SignInWindow.Pass);

        Window.Page.Text("sAppName").ShouldBe("My Signins");
    }
}
