using System.Runtime.CompilerServices;
using Microsoft.Identity.Client;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests;

/// <summary>The README's example is this test's code.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_works()
    {
#pragma warning disable xUnit1051 // The reader of the README has no test to cancel.
        await using var simulator = await EntraSimulator.StartAsync();
        var ada = simulator.Directory.AddUser("ada@contoso.example", "Ada");

        using var http = new HttpClient(simulator.CreateHandler());
        var application = ConfidentialClientApplicationBuilder.Create(simulator.ClientId)
            .WithClientSecret(simulator.ClientSecret)
            .WithAuthority($"https://login.microsoftonline.com/{simulator.TenantId}")
            .WithHttpClientFactory(new OneClient(http))
            .Build();
        var token = await application.AcquireTokenForClient(["https://graph.microsoft.com/.default"]).ExecuteAsync();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.AccessToken);

        simulator.Weather.FailNext(GraphCall.ReadPasskeys, status: 503);
        using var unlucky = await http.GetAsync($"https://graph.microsoft.com/v1.0/users/{ada.Id}/authentication/fido2Methods");
        using var lucky = await http.GetAsync($"https://graph.microsoft.com/v1.0/users/{ada.Id}/authentication/fido2Methods");
#pragma warning restore xUnit1051

        ((int)unlucky.StatusCode).ShouldBe(503);
        ((int)lucky.StatusCode).ShouldBe(200);
    }

    [Fact]
    public void The_example_in_the_readme_is_the_one_above()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        var readme = File.ReadAllText(Path.Combine(here, "../../src/IdMelon.Provisioning.Sdk.Simulator/README.md"));
        var test = File.ReadAllLines(ThisFile()).Select(line => line.Trim()).ToHashSet();

        var example = readme.Split("```csharp\n")[1].Split("```")[0].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();

        example.Count.ShouldBeGreaterThan(9);
        example.ShouldAllBe(line => test.Contains(line));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
