using IdMelon.Provisioning.Simulator.Directory;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>A tenant of its own for each test, with one user who has a pass.</summary>
public abstract class PagesFixture : IAsyncLifetime
{
    /// <summary>A pass with every sign that forms and markup could spoil.</summary>
    protected const string Code = "Canary+7*%&<\"'>k";

    protected EntraSimulator Simulator { get; private set; } = null!;

    protected SimulatedUser Ada { get; private set; } = null!;

    internal PageClient Window { get; private set; } = null!;

    protected virtual EntraSimulatorOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Simulator = await EntraSimulator.StartAsync(Options, TestContext.Current.CancellationToken);
        Ada = Simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), code: Code);
        Window = NewWindow();
    }

    public async ValueTask DisposeAsync()
    {
        Window.Dispose();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal PageClient NewWindow(string acceptLanguage = "en-US")
    {
        var handler = Simulator.CreateHandler().ShouldBeOfType<SocketsHttpHandler>();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        return new(handler, acceptLanguage, TestContext.Current.CancellationToken);
    }

    internal async Task SignInAsync()
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);
        ((bool)(await Window.OpenSecurityInfoAsync())["isAuthorized"]!).ShouldBeTrue();
    }
}
