using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>Base of the tests that use the control interface as another program does.</summary>
public abstract class ControlTest : IAsyncLifetime
{
    private protected EntraSimulator Simulator { get; private set; } = null!;

    private protected HttpClient Http { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        Http = new HttpClient(Simulator.CreateHandler()) { BaseAddress = Simulator.ControlAddress };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Simulator.ControlToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    private protected Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    private protected Task<(HttpStatusCode Status, JsonNode? Body)> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body);

    private protected Task<(HttpStatusCode Status, JsonNode? Body)> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    private protected Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body));

    private protected async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(body) };

        // What is too large is refused before it is sent.
        request.Headers.ExpectContinue = body is { Length: > 1_000_000 };
        using var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Says that an answer is a refusal in the one shape that all have.</summary>
    private protected static void ShouldRefuse((HttpStatusCode Status, JsonNode? Body) reply, HttpStatusCode status, string code, string? field = null)
    {
        reply.Status.ShouldBe(status, reply.Body?.ToJsonString());
        var error = reply.Body!["error"]!;
        ((string)error["code"]!).ShouldBe(code);
        ((string?)error["field"]).ShouldBe(field);
        ((string)error["message"]!).ShouldNotBeNullOrEmpty();
        ((string)error["remedy"]!).ShouldNotBeNullOrEmpty();
    }
}
