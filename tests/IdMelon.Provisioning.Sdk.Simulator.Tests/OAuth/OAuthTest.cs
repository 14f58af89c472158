using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>A tenant of its own for each test, at a time of its own, with a user who has a pass, a desktop program and a web application.</summary>
public abstract class OAuthTest : IAsyncLifetime
{
    internal const string DesktopRedirect = "http://localhost";
    internal const string WebRedirect = "https://app.contoso.example/signin?from=entra";

    // Client libraries and certificates live in the real time, so the tenant starts there, too.
    internal FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    protected EntraSimulator Simulator { get; private set; } = null!;

    protected SimulatedUser Ada { get; private set; } = null!;

    protected SimulatorApplication Desktop { get; private set; } = null!;

    protected SimulatorApplication Web { get; private set; } = null!;

    protected string WebSecret { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    internal SignInWindow Window { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = Time }, Cancellation);
        Ada = Simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromDays(30), isUsableOnce: false, code: SignInWindow.Pass);
        Desktop = Simulator.Applications.Add("Desk program");
        Desktop.IsPublicClient = true;
        Desktop.RedirectUris = [DesktopRedirect];
        Desktop.DelegatedScopes = ["User.Read", GraphRoles.PasskeyWrite];
        Web = Simulator.Applications.Add("Web application");
        Web.RedirectUris = [WebRedirect];
        WebSecret = Web.AddSecret();
        Http = new HttpClient(Simulator.CreateHandler());
        Window = new(Simulator);
    }

    public async ValueTask DisposeAsync()
    {
        Window.Dispose();
        Http.Dispose();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal IPublicClientApplication DesktopClient(string tenant = "organizations") =>
        PublicClientApplicationBuilder.Create(Desktop.ClientId)
            .WithAuthority($"https://login.microsoftonline.com/{tenant}")
            .WithRedirectUri(DesktopRedirect)
            .WithHttpClientFactory(new OneClient(Http))
            .Build();

    internal ConfidentialClientApplicationBuilder WebClient() =>
        ConfidentialClientApplicationBuilder.Create(Web.ClientId)
            .WithAuthority($"https://login.microsoftonline.com/{Simulator.TenantId}")
            .WithRedirectUri(WebRedirect)
            .WithHttpClientFactory(new OneClient(Http));
}
