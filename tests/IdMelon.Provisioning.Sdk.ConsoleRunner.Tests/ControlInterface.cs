using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>Changes a simulator that runs in another process.</summary>
internal sealed class ControlInterface : IDisposable
{
    private readonly HttpClient http;

    private ControlInterface(HttpClient http) => this.http = http;

    public static async Task<ControlInterface> OpenAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var connection = JsonNode.Parse(await File.ReadAllTextAsync(folder["simulator.json"], cancellationToken))!;
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(folder["ca.pem"]);
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = new() { CertificateChainPolicy = trust } }) { BaseAddress = new Uri((string)connection["controlAddress"]!) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)connection["controlToken"]!);
        return new(http);
    }

    public Task ChangeAsync(string address, string json, CancellationToken cancellationToken) => SendAsync(HttpMethod.Patch, address, json, cancellationToken);

    public Task AddAsync(string address, string json, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, address, json, cancellationToken);

    public async Task<JsonNode> ReadAsync(string address, CancellationToken cancellationToken) => JsonNode.Parse(await http.GetStringAsync(address, cancellationToken))!;

    public void Dispose() => http.Dispose();

    private async Task SendAsync(HttpMethod method, string address, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync(cancellationToken));
        }
    }
}
