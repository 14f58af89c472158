using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>The user handle in the answer of a passkey may be missing, but not be something else.</summary>
public sealed class UserHandleTests : PagesFixture
{
    [Theory]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    [InlineData("5", "500344")]
    [InlineData("{}", "500344")]
    [InlineData("false", "500344")]
    public async Task A_handle_is_a_text_or_missing(string handle, string code)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var registration = new Registration { Key = key };
        await SignInAsync();
        await Window.RegisterAsync(challenge => registration with { Challenge = challenge });
        using var window = NewWindow();
        await window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));

        await window.PostFormAsync(PageClient.SignInHost + "/common/login", new Dictionary<string, string>
        {
            ["ps"] = "23",
            ["ctx"] = window.Text("sCtx"),
            ["canary"] = window.Text("sCrossDomainCanary"),
            ["flowToken"] = window.Text("sFT"),
            ["assertion"] = Answer(key, registration.CredentialId, window.Text("sFidoChallenge"), handle).ToJsonString(),
        });

        window.Text("pgid").ShouldBe(code.Length == 0 ? "KmsiInterrupt" : "ConvergedSignIn");
        if (code.Length > 0)
        {
            window.Text("sErrorCode").ShouldBe(code);
        }
    }

    private static JsonObject Answer(ECDsa key, byte[] id, string challenge, string handle)
    {
        var clientData = Encoding.UTF8.GetBytes(
            $$"""{"type":"webauthn.get","challenge":"{{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(challenge))}}","origin":"https://login.microsoft.com"}""");
        byte[] data = [.. SHA256.HashData("login.microsoft.com"u8), 0x05, 0, 0, 0, 2];
        return new()
        {
            ["id"] = Base64Url.EncodeToString(id),
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(key.SignData([.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = JsonNode.Parse(handle),
        };
    }
}
