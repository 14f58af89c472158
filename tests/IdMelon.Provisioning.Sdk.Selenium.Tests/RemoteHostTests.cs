using System.Collections.Concurrent;
using System.Net;
using IdMelon.Provisioning.Browsers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Selenium.Tests;

public sealed class RemoteHostTests
{
    private readonly ConcurrentQueue<string> heard = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RemoteBrowserKind.DevTools)]
    [InlineData(RemoteBrowserKind.PlaywrightServer)]
    public void Other_kinds_of_remote_browsers_are_refused(RemoteBrowserKind kind) =>
        Should.Throw<ProvisioningException>(() => new SeleniumBrowserFactory(new() { Remote = [new RemoteBrowser(kind, new Uri("ws://localhost:1"))] })).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);

    [Fact]
    public async Task A_server_that_cannot_be_reached_has_no_browser()
    {
        var error = await FailAsync(new Uri("http://127.0.0.1:9"));

        error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
        error.Message.ShouldContain("http://127.0.0.1:9");
    }

    [Fact]
    public async Task A_server_that_gives_no_browser_gets_the_headers_and_its_words_are_left_out()
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"value":{"error":"session not created","message":"Could not start: Canary","stacktrace":""}}""", Token);
        });

        var error = await FailAsync(new Uri(server.Urls.First()));

        error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
        error.Message.ShouldNotContain("Canary");
        heard.ShouldBe(["/session Canary-Token"]);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"value":{"sessionId":"1","capabilities":{}}}""")]
    [InlineData("""{"value":{"sessionId":"1","capabilities":{"webSocketUrl":"nonsense"}}}""")]
    public async Task A_server_of_another_kind_gives_no_browser(string answer)
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(answer, Token);
        });

        (await FailAsync(new Uri(server.Urls.First()))).Code.ShouldBe(ErrorCodes.BrowserUnavailable);
    }

    [Fact]
    public async Task The_headers_are_for_no_other_server()
    {
        await using var other = await ServeAsync(_ => Task.CompletedTask);
        await using var server = await ServeAsync(context =>
        {
            context.Response.Redirect($"{other.Urls.First()}/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        (await FailAsync(new Uri(server.Urls.First()))).Code.ShouldBe(ErrorCodes.BrowserUnavailable);
        heard.ShouldBe(["/session Canary-Token"]);
    }

    [Fact]
    public async Task A_server_that_has_none_free_is_waited_for_no_longer_than_asked()
    {
        await using var server = await ServeAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        var error = await FailAsync(new Uri(server.Urls.First()), TimeSpan.FromMilliseconds(300));

        error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
        error.Message.ShouldContain("in time");
    }

    private static async Task<ProvisioningError> FailAsync(Uri address, TimeSpan? patience = null)
    {
        var remote = new RemoteBrowser(RemoteBrowserKind.Grid, address)
        {
            Headers = new Dictionary<string, SecretText> { ["Authorization"] = new("Canary-Token") },
            Patience = patience ?? TimeSpan.FromSeconds(20),
        };
        await using var factory = new SeleniumBrowserFactory(new() { Remote = [remote] });

        var exception = await Should.ThrowAsync<ProvisioningException>(() => factory.StartAsync(Token));

        exception.InnerException.ShouldBeNull();
        exception.ToString().ShouldNotContain("Canary-Token");
        return exception.Error;
    }

    private async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context =>
        {
            heard.Enqueue($"{context.Request.Path} {context.Request.Headers.Authorization}");
            return answer(context);
        });
        await app.StartAsync(Token);
        return app;
    }
}
