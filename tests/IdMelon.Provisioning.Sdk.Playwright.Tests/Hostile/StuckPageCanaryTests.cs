using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Local.StuckPages;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>A page full of what is nobody else's business, in a real browser: nothing of it may be in what is kept.</summary>
[Trait("Duration", "Long")]
public sealed class StuckPageCanaryTests(HostileWorld world) : IClassFixture<HostileWorld>, IDisposable
{
    private const string User = "grace.hopper@canary-corp.example";
    private const string DisplayName = "Augusta Byronova";

    private static readonly string[] Secrets =
    [
        "grace", "hopper", "canary-corp", "Augusta", "Byronova", "Ming Vase", "Zebedee", "23456789", "XX42", "9753", "eyJhbGciOiJIUzI1NiJ9", "0.AXoACanaryToken77", "CanaryFlow", "canary-value", "canary-hidden",
        "canary-query", "canary-fragment", "canary-link", "canary-script", "6f0e4d1c", "0a1b2c3d4e5f", "x7Km+9Qp2", "qR5+tY8z", "Acme Widgets", "Blaise",
    ];

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("stuck-pages-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Page => $$"""
        <!doctype html><html lang="eo"><head><meta charset="utf-8"><title>Konto de {{DisplayName}}</title>
        <script>var $Config = { pgid: 'ConvergedStrange', sErrorCode: '6f0e4d1c-2b3a-4c5d-8e9f-0a1b2c3d4e5f', sFT: 'CanaryFlow', iErrorTitle: 0 }; const s = 'canary-script';</script></head><body>
        <header><span>Acme Widgets</span><div><div>{{DisplayName}}</div><div>{{User}}</div></div></header>
        <main id="main-grace-hopper"><h1>Bonvenon, {{DisplayName}}</h1><h2>Konto 6f0e4d1c-2b3a-4c5d-8e9f-0a1b2c3d4e5f de Grace</h2><h2>Security info</h2><h2>Saluton Zebedee</h2>
          <p>Saluton Augusta! Via kodo estas 9753, via pasilo qR5+tY8z, skribu al Zebedee Miller. Voku +49 151 23456789.</p>
          <div role="row"><span>Ming Vase key of Augusta</span><button aria-label="Forigi Ming Vase key of Augusta">Forigi Ming Vase key of Augusta</button></div>
          <ul><li>Telefono +XX XXXXXXXX42</li><li>Zebedees iPhone</li></ul><h3>Forigi Ming Vase key of Augusta</h3>
          <form action="/canary-link"><label for="a">Pasvorto de grace.hopper@canary-corp.example</label><input id="a" name="grace" value="canary-value" placeholder="Grace Hopper" title="{{DisplayName}}">
            <input type="hidden" name="flowToken" value="canary-hidden"><button type="submit" aria-label="Sendi al +49 151 23456789">Sendi al +XX XXXXXXXX42</button></form>
          <a href="https://example.com/?canary-link">Kodo eyJhbGciOiJIUzI1NiJ9</a><button title="0.AXoACanaryToken77">Uzi x7Km+9Qp2</button><img src="/blaise.png" alt="Foto de Blaise Pascal" width="50" height="50">
          <select><option>Elektu numeron 4915123456789</option></select>
        </main>
        <script>if (!location.hash) location.hash = 'code=canary-fragment&state=canary-fragment&canary-fragment=1';</script></body></html>
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_secret_or_personal_is_in_what_is_kept(bool screenshots)
    {
        world.Server.Serve("mysignins.microsoft.com", "https://login.windows.net/canary-corp.example/6f0e4d1c-2b3a-4c5d-8e9f-0a1b2c3d4e5f/grace?user=canary-query");
        world.Server.Serve("login.windows.net", Page);
        var store = new StuckPageFolder(new StuckPageFolderOptions { Folder = Path.Combine(scratch.FullName, "stuck"), TakesScreenshots = screenshots });

        var record = await RunAsync(store);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown, record.Error.ToString());
        var bundle = Directory.GetDirectories(store.Folder).ShouldHaveSingleItem();
        foreach (var path in Directory.GetFiles(bundle).Append(bundle))
        {
            var bytes = Directory.Exists(path) ? [] : await File.ReadAllBytesAsync(path, Token);
            foreach (var secret in Secrets)
            {
                ShouldNotHold(Encoding.UTF8.GetString(bytes) + Path.GetFileName(path), secret);
            }
        }

        // What a pack's author works with is there.
        var page = SnapshotJson.Read(await File.ReadAllTextAsync(Path.Combine(bundle, "snapshot.json"), Token));
        page.SecureHost.ShouldBe("login.windows.net");
        page.Facts["pgid"].ShouldBe("ConvergedStrange");
        page.Html.ShouldContain("<h1>Bonvenon, …</h1>");
        page.Html.ShouldContain("<h2>Security info</h2><h2>Saluton …</h2>");
        page.Html.ShouldContain(">Sendi al …</button>");
        page.Html.ShouldContain("<option>Elektu numeron …</option>");
        new PackRecognizer(EntraCloud.Public).Recognize(page).Kind.ShouldBe(PageStepKind.Unknown);
        Directory.Exists(store.ScreenshotFolder).ShouldBe(screenshots);
        Directory.GetFiles(scratch.FullName, "*.png", SearchOption.AllDirectories).ShouldBe(screenshots ? [Path.Combine(store.ScreenshotFolder, Path.GetFileName(bundle) + ".png")] : []);
    }

    public void Dispose() => scratch.Delete(recursive: true);

    private static void ShouldNotHold(string text, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms =
        [
            secret, Uri.EscapeDataString(secret), System.Net.WebUtility.HtmlEncode(secret), string.Concat(secret.Reverse()), Convert.ToHexString(bytes),
            .. Enumerable.Range(0, 3).Select(shift => Convert.ToBase64String([.. new byte[shift], .. bytes])[(shift == 0 ? 0 : 4)..].TrimEnd('=')).Where(form => form.Length > 6).Select(form => form[..^1]),
        ];
        foreach (var form in forms)
        {
            text.Contains(form, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"'{form}' of '{secret}' is in: {text}");
        }
    }

    private async Task<ProvisioningRecord> RunAsync(StuckPageFolder store)
    {
        var tenant = new FakeTenant();
        var user = tenant.AddUser(User);
        using var vault = new InMemoryVault();
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = world.Browsers,
                AccessPasses = tenant,
                Passkeys = tenant,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
                Vault = vault,
                Journal = new InMemoryJournal(),
                StuckPages = store,
            },
            new ProvisionerOptions { AllowsVolatileVault = true, PagePatience = TimeSpan.FromSeconds(1), DirectoryPatience = TimeSpan.Zero });
        return await provisioner.ProvisionAsync(new ProvisioningRequest(user) { PageLanguage = null, PersonalTexts = ["Zebedee Miller"] }, null, Token);
    }
}
