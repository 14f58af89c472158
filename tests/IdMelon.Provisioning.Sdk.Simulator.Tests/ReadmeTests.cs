using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using IdMelon.Provisioning.Simulator.Control;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests;

/// <summary>The README's example in C# is this file's code; the one with curl is run by the tests of the command.</summary>
public sealed class ReadmeTests
{
#pragma warning disable xUnit1051 // The reader of the README has no test to cancel.
    [Fact]
    public async Task My_program_comes_again_when_Graph_is_down()
    {
        await using var tenant = await EntraSimulator.StartAsync();
        var ada = tenant.Directory.AddUser("ada@contoso.example", "Ada");
        tenant.Policies.AccessPass = new() { RequiresOneTime = true };
        tenant.Weather.FailNext(GraphCall.CreateAccessPass, status: 503);
        using var http = new HttpClient(tenant.CreateHandler());

        await MyProgram.RunAsync(http, tenant.TenantId, tenant.ClientId, tenant.ClientSecret, ada.UserPrincipalName);

        ada.AccessPass!.IsUsableOnce.ShouldBeTrue();
        tenant.Events.Count(SimulatorEventKinds.AccessPassIssued, ada.UserPrincipalName).ShouldBe(1);
    }
#pragma warning restore xUnit1051

    [Fact]
    public void The_example_in_the_readme_is_the_one_above()
    {
        var test = File.ReadAllLines(ThisFile()).Select(line => line.Trim()).ToHashSet();

        var example = Readme().Split("```csharp\n")[1].Split("```")[0].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();

        example.Count.ShouldBeInRange(10, 15);
        example.ShouldAllBe(line => test.Contains(line));
    }

    [Fact]
    public void Every_error_number_of_security_info_is_explained() =>
        Rows("number").Select(int.Parse).ShouldBe(Enum.GetValues<SecurityInfoError>().Where(error => error != SecurityInfoError.None).Select(error => (int)error));

    [Fact]
    public async Task Every_address_of_the_control_interface_is_listed_with_its_methods()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var table = Section("address below").Split('\n');

        foreach (var route in simulator.Services.GetServices<IControlResource>().SelectMany(resource => resource.Routes).Where(route => route.Template.Length > 0))
        {
            var last = route.Template.Split('/').Last(part => part[0] != '{');
            table.Any(row => row.Contains(route.Template.Split('/')[0], StringComparison.Ordinal) && row.Contains(last, StringComparison.Ordinal) && row.Split('|')[2].Contains(route.Method, StringComparison.Ordinal))
                .ShouldBeTrue($"{route.Method} {route.Template}");
        }
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src/IdMelon.Provisioning.Sdk.Simulator/README.md"));

    /// <summary>The table whose first column has this heading.</summary>
    private static string Section(string heading) => Readme().Split($"\n| {heading}")[1].Split("\n\n")[0];

    private static IEnumerable<string> Rows(string heading) => Section(heading).Split('\n').Skip(2).Select(row => row.Split('|')[1].Trim());

    private static string ThisFile([CallerFilePath] string path = "") => path;

    /// <summary>Somebody's program: gets a token with MSAL, issues a pass, and comes again when Graph is down.</summary>
    private static class MyProgram
    {
        public static async Task RunAsync(HttpClient http, Guid tenant, string clientId, string secret, string user)
        {
            var application = ConfidentialClientApplicationBuilder.Create(clientId)
                .WithClientSecret(secret)
                .WithAuthority($"https://login.microsoftonline.com/{tenant}")
                .WithHttpClientFactory(new OneClient(http))
                .Build();
            var token = await application.AcquireTokenForClient(["https://graph.microsoft.com/.default"]).ExecuteAsync();
            http.DefaultRequestHeaders.Authorization = new("Bearer", token.AccessToken);
            HttpStatusCode status;
            do
            {
                using var content = new StringContent("{}", Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync($"https://graph.microsoft.com/v1.0/users/{user}/authentication/temporaryAccessPassMethods", content);
                status = answer.StatusCode;
            }
            while (status == HttpStatusCode.ServiceUnavailable);
        }
    }

    private sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
