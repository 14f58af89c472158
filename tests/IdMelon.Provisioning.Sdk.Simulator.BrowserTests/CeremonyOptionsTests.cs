using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>What the ceremony page asks of the browser, against what public scripts saw the real page ask.</summary>
[Trait("Duration", "Long")]
public sealed class CeremonyOptionsTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    // Bytes become base64url; everything else stays as the page wrote it.
    private const string Spy =
        """
        if (location.pathname.endsWith('/fido/create')) {
          const text = bytes => btoa(Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
          const create = navigator.credentials.create.bind(navigator.credentials);
          navigator.credentials.create = async options => {
            await globalThis.noteOptions(JSON.stringify(options, (_, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? text(value.buffer ?? value) : value));
            return create(options);
          };
        }
        """;

    [Fact]
    public async Task The_browser_is_asked_for_what_the_real_page_asks_for()
    {
        byte[][] existing = [[1, 2, 3], [250, 251, 252, 253]];
        foreach (var id in existing)
        {
            Simulator.Directory.AddPasskey(Ada, new(Convert.ToBase64String(id), id, "Older key", Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new byte[77], "none"));
        }

        var (options, posted) = await RegisterAsync(window => window.RegisterAsync("Good key"));

        Keys(options).ShouldBe(["publicKey"]);
        var asked = options["publicKey"]!;
        Keys(asked).ShouldBe(["attestation", "authenticatorSelection", "challenge", "excludeCredentials", "extensions", "pubKeyCredParams", "rp", "timeout", "user"]);
        Text(asked["rp"]).ShouldBe("""{"id":"login.microsoft.com","name":"Microsoft"}""");
        Text(asked["user"]).ShouldBe($$"""{"id":"{{posted["userId"]}}","name":"ada@contoso.example","displayName":"Ada Lovelace"}""");
        Text(asked["pubKeyCredParams"]).ShouldBe("""[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}]""");
        Text(asked["authenticatorSelection"]).ShouldBe("""{"residentKey":"required","requireResidentKey":true,"userVerification":"required"}""");
        Text(asked["extensions"]).ShouldBe("""{"hmacCreateSecret":true}""");
        ((string)asked["attestation"]!).ShouldBe("direct");
        ((int)asked["timeout"]!).ShouldBe(600_000);
        Text(asked["excludeCredentials"]).ShouldBe($"[{string.Join(',', existing.Select(id => $$"""{"type":"public-key","id":"{{Base64Url.EncodeToString(id)}}"}"""))}]");
        Text(JsonNode.Parse(posted["ExcludeNextGenCredentialsJSON"])).ShouldBe($"[{string.Join(',', existing.Select(id => $"\"{Base64Url.EncodeToString(id)}\""))}]");
        var challenge = Encoding.UTF8.GetString(Base64Url.DecodeFromChars((string)asked["challenge"]!));
        challenge.ShouldBe(posted["serverChallenge"]);
        challenge.Split('.').Length.ShouldBe(5);
        challenge.Length.ShouldBeInRange(6_000, 8_000);
    }

    [Fact]
    public async Task The_older_way_asks_for_a_key_that_is_attached_to_the_device()
    {
        Simulator.Pages.Era = PageEra.DropDown;

        var (options, posted) = await RegisterAsync(async window =>
        {
            await window.ClickAsync("Add method");
            await window.Page.GetByRole(AriaRole.Combobox).ClickAsync();
            await window.Page.GetByRole(AriaRole.Option, new() { Name = "Security key" }).ClickAsync();
            await window.ClickAsync("Add");
            await window.ClickAsync("USB device");
            await window.ClickAsync("Next");
            await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Setting up your new sign-in method" }).WaitForAsync();
            await window.ClickAsync("Next");
            await window.NameAsync("Good key");
        });

        posted["authenticator"].ShouldBe("cross-platform");
        Text(options["publicKey"]!["authenticatorSelection"]).ShouldBe(
            """{"residentKey":"required","requireResidentKey":true,"userVerification":"required","authenticatorAttachment":"cross-platform"}""");
        Text(options["publicKey"]!["excludeCredentials"]).ShouldBe("[]");
    }

    private static string[] Keys(JsonNode node) => [.. node.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    private static string Text(JsonNode? node) => node!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Registers a passkey.</summary>
    /// <returns>The options that the page passed, and the form that led to it.</returns>
    private async Task<(JsonNode Options, IReadOnlyDictionary<string, string> Posted)> RegisterAsync(Func<SecurityInfoWindow, Task> register)
    {
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        var (noted, posted) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        await window.Page.Context.ExposeBindingAsync("noteOptions", (BindingSource _, string options) => noted.TrySetResult(options));
        await window.Page.AddInitScriptAsync(Spy);
        window.Page.Request += (_, request) =>
        {
            if (request.Method == "POST" && new Uri(request.Url).AbsolutePath == $"/{Simulator.Tenant.Id}/fido/create")
            {
                posted.TrySetResult(request.PostData!);
            }
        };
        await window.SignInAsync(Ada, Pass);

        await register(window);

        var form = QueryHelpers.ParseQuery(await posted.Task.WaitAsync(TestContext.Current.CancellationToken));
        return (JsonNode.Parse(await noted.Task.WaitAsync(TestContext.Current.CancellationToken))!, form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
    }
}
