using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>Serves test pages on loopback. Pages and tests talk through it, so that nothing has to sleep.</summary>
/// <remarks>In a page, <c>until('name')</c> waits for <see cref="Release"/> and <c>tell('name', text)</c> answers <see cref="ToldAsync"/>.</remarks>
public sealed class PageServer : IAsyncDisposable
{
    private const string Script = """
        const until = (name) => fetch('/until/' + name);
        const tell = (name, text) => fetch('/tell/' + name, { method: 'POST', body: text ?? '' });
        """;

    private readonly ConcurrentDictionary<string, RequestDelegate> pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> released = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> told = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private int count;

    private PageServer(WebApplication app) => this.app = app;

    /// <summary>Gets the port.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<PageServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        var server = new PageServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        server.Port = new Uri(app.Urls.First()).Port;
        return server;
    }

    /// <summary>Serves a page at a new address.</summary>
    /// <param name="html">Its HTML; the functions for talking to the test are put in front.</param>
    /// <param name="policy">Its content security policy; null sends none, and with one the functions come as <c>/page.js</c>.</param>
    /// <param name="host">The name in the address: <c>localhost</c> or <c>127.0.0.1</c>, which are different sites.</param>
    public Uri Serve(string html, string? policy = null, string host = "localhost") =>
        Serve(
            context =>
            {
                if (policy is not null)
                {
                    context.Response.Headers.ContentSecurityPolicy = policy;
                }

                context.Response.ContentType = "text/html; charset=utf-8";
                return context.Response.WriteAsync($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><script{(policy is null ? $">{Script}" : " src=\"/page.js\">")}</script>{html}", context.RequestAborted);
            },
            host);

    /// <summary>Serves anything at a new address.</summary>
    public Uri Serve(RequestDelegate answer, string host = "localhost")
    {
        var path = $"/page{Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)}";
        pages[path] = answer;
        return new Uri($"http://{host}:{Port}{path}");
    }

    /// <summary>Lets the pages go on that wait for a name, now and later.</summary>
    public void Release(string name) => Released(name).TrySetResult();

    /// <summary>Waits until a page has told a name.</summary>
    /// <returns>What it told.</returns>
    public Task<string> ToldAsync(string name, CancellationToken cancellationToken) => Told(name).Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var waiting in released.Values)
        {
            waiting.TrySetResult();
        }

        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await app.StopAsync(soon.Token).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }

    private TaskCompletionSource Released(string name) => released.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<string> Told(string name) => told.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/until/", StringComparison.Ordinal))
        {
            await Released(path[7..]).Task.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        }
        else if (path.StartsWith("/tell/", StringComparison.Ordinal))
        {
            using var reader = new StreamReader(context.Request.Body);
            Told(path[6..]).TrySetResult(await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false));
        }
        else if (path == "/page.js")
        {
            context.Response.ContentType = "text/javascript";
            await context.Response.WriteAsync(Script, context.RequestAborted).ConfigureAwait(false);
        }
        else if (pages.TryGetValue(path.Split(';')[0], out var answer))
        {
            await answer(context).ConfigureAwait(false);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
