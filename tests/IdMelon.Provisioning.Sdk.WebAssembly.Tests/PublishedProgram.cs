using System.Reflection;
using IdMelon.Provisioning.Shared;
using IdMelon.Provisioning.WebAssembly;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PublishedProgram))]

namespace IdMelon.Provisioning.WebAssembly;

/// <summary>The test program as <c>dotnet publish</c> makes it, trimmed, opened in headless Chromium from a server on the loopback address.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    // What an extension's pages live under.
    private const string ContentSecurityPolicy = "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'";

    private WebApplication? server;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IPage? page;

    /// <summary>Gets what <c>dotnet publish</c> wrote.</summary>
    public string Published { get; private set; } = "";

    /// <summary>Gets the folder that was published.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>Gets what the browser's console and its errors said.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    private readonly List<string> complaints = [];

    /// <summary>Asks the program in the browser.</summary>
    public Task<string> AskAsync(string function, params string[] arguments) =>
        page!.EvaluateAsync<string>("([name, given]) => globalThis.program[name](...given)", new object[] { function, arguments });

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var artifacts = Metadata("ArtifactsFolder");
        string[] publish = ["publish", "-c", "Release", "--artifacts-path", artifacts, .. DotnetCommand.WithoutServers];
        Published = await DotnetCommand.RunAsync(Metadata("ProgramFolder"), publish, [], TestContext.Current.CancellationToken);
        Folder = Path.Combine(artifacts, "publish", "WebAssemblyProgram", "release", "wwwroot");
        server = await ServeAsync(Folder);

        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", Metadata("PlaywrightPackage"));
        playwright = await Playwright.CreateAsync();
        string[] sandbox = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindChromium(),
            Headless = true,
            Args = ["--disable-gpu", "--disable-background-networking", .. sandbox],
        });
        page = await browser.NewPageAsync();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(server.Urls.Single());
        await page.WaitForFunctionAsync("() => globalThis.program !== undefined");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<WebApplication> ServeAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            return next(context);
        });
        app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(folder), StaticFileOptions = { ServeUnknownFileTypes = true } });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static string FindChromium()
    {
        string[] names = OperatingSystem.IsWindows() ? ["chrome.exe", "msedge.exe"] : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/bin"];
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "There is no Chromium on this machine.");
        return found!;
    }

    private static string Metadata(string key) =>
        typeof(PublishedProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
