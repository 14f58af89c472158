using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Answers token requests with a token, and Graph with whatever the test says, in memory: for answers that the simulator cannot give.</summary>
internal sealed class CannedService : HttpMessageHandler
{
    public const string Token = "canary-token-7Qx";

    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> graph = new();
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> signIn = new();

    public List<Seen> Requests { get; } = [];

    public IEnumerable<Seen> GraphRequests => Requests.Where(request => !request.Address.AbsolutePath.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal));

    public bool IsDisposed { get; private set; }

    public static HttpResponseMessage Json(int status, string body, Action<HttpResponseHeaders>? headers = null) => Text(status, body, "application/json", headers);

    public static HttpResponseMessage Text(int status, string body, string type, Action<HttpResponseHeaders>? headers = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        headers?.Invoke(response.Headers);
        return response;
    }

    public static HttpResponseMessage Error(int status, string code, string message, Action<HttpResponseHeaders>? headers = null) => Json(
        status,
        $$"""
        {"error":{"code":{{Quoted(code)}},"message":{{Quoted(message)}},
        "innerError":{"date":"2026-01-31T09:30:00","request-id":"11111111-2222-3333-4444-555555555555","client-request-id":"c"} } }
        """,
        headers);

    public CannedService Answer(params HttpResponseMessage[] responses)
    {
        foreach (var response in responses)
        {
            graph.Enqueue(_ => response);
        }

        return this;
    }

    public CannedService Answer(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        graph.Enqueue(answer);
        return this;
    }

    public CannedService AnswerSignIn(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        signIn.Enqueue(answer);
        return this;
    }

    public GraphTenantOptions Options() => new()
    {
        TenantId = "contoso.onmicrosoft.com",
        ClientId = "3f0d8c1e-0000-4000-8000-000000000000",
        ClientSecret = new SecretText("canary~secret.5Zw"),
        HttpHandler = this,
        RateGovernor = GraphRateGovernor.Unlimited(),
    };

    public GraphTenant Tenant(Action<GraphTenantOptions>? change = null, Microsoft.Extensions.Logging.ILoggerFactory? loggers = null)
    {
        var options = Options();
        change?.Invoke(options);
        return new(options, loggers);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Requests)
        {
            Requests.Add(new(request.Method.Method, request.RequestUri!, body, request.Headers.Authorization?.ToString()));
        }

        return Answer(request);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var isSignIn = request.RequestUri!.AbsolutePath.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal);
        Func<HttpRequestMessage, HttpResponseMessage>? next;
        lock (Requests)
        {
            _ = (isSignIn ? signIn : graph).TryDequeue(out next);
        }

        var response = next is not null ? next(request)
            : isSignIn ? Json(200, $$"""{"token_type":"Bearer","expires_in":3599,"access_token":"{{Token}}"}""")
            : throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
        response.RequestMessage = request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private static string Quoted(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    internal sealed record Seen(string Method, Uri Address, string Body, string? Authorization);
}
