using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.WebAuthn;
using Mono.Cecil;

namespace IdMelon.Provisioning.Architecture;

public sealed class SecretTests
{
    private const string Secret = "hunter2-hunter2";

    // Clear text comes out where it is typed and where it is sent, and nowhere else. (The conformance suites look whether it leaks.)
    private static readonly string[] MayReveal =
    [
        "IdMelon.Provisioning.Browsing.StepProtocol",
        "IdMelon.Provisioning.Graph.SignIn.SecretSignIn",

        // From the panel's server to the extension, which types it.
        "IdMelon.Provisioning.BrowserExtension.Wire.AccessPassConverter",

        // Passwords of files with keys.
        "IdMelon.Provisioning.Graph.SignIn.CertificateFileSignIn",
        "IdMelon.Provisioning.Local.AttestationCertificate",
        "IdMelon.Provisioning.Local.Evidence.EvidenceSigner",
        "IdMelon.Provisioning.Local.Vaults.VaultKey",
        "IdMelon.Provisioning.Local.Vaults.VaultRecipient",

        // What is sent with each connection to a remote browser.
        "IdMelon.Provisioning.Browsers.GridSession",
        "IdMelon.Provisioning.Playwright.RemoteHost",
        "IdMelon.Provisioning.Selenium.RemoteHost",
        "IdMelon.Provisioning.Puppeteer.RemoteHost",
        "IdMelon.Provisioning.Puppeteer.DevToolsAddress",

        // Takes the secret out of what a service echoes.
        "IdMelon.Provisioning.Graph.Errors.ForeignText",
    ];

    public static TheoryData<object> Holders =>
    [
        new SecretText(Secret),
        new PageAction.Fill(new ControlReference("s", 1), new SecretText(Secret)),
        new Operators.ShownAccessPass("r", Requests.UserPrincipalName.Parse("ada@contoso.com"), new SecretText(Secret), DateTimeOffset.UnixEpoch, SingleUse: true),
        new AccessPass("id", new SecretText(Secret), DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), SingleUse: true),
        new PrivateKeyBytes(System.Text.Encoding.UTF8.GetBytes(Secret)),
        new PasskeyCall("https://a", "https://a", Secret),
    ];

    [Theory]
    [MemberData(nameof(Holders))]
    public void A_secret_does_not_show_in_what_holds_it(object holder) => holder.ToString().ShouldNotBeNull().ShouldNotContain("hunter2");

    [Fact]
    public void A_record_with_bytes_prints_none_of_them()
    {
        var challenge = new byte[] { 104, 117, 110, 116 };
        var options = new PasskeyCreationOptions { UserId = challenge, UserName = Secret, Challenge = challenge, Algorithms = [-7] };

        options.ToString().ShouldBe("PasskeyCreationOptions {  }");
    }

    [Fact]
    public void Clear_text_comes_out_in_the_agreed_places_only()
    {
        var callers =
            from assembly in ShippedAssembly.All
            where assembly.Name != "IdMelon.Provisioning.Sdk.Conformance"
            from at in assembly.Instructions
            where at.Instruction.Operand is MethodReference { Name: nameof(SecretText.Reveal), DeclaringType.Name: nameof(SecretText) }
            select ShippedAssembly.Outermost(at.Method.DeclaringType).FullName;

        callers.Distinct().Except(MayReveal).ShouldBeEmpty();
    }
}
