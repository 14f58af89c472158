using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class SimulatorTests : ProgramTests
{
    [Fact]
    public async Task Another_program_provisions_against_a_running_simulator()
    {
        await using var simulator = await StartAsync();

        var result = await RunAsync("provision", "--simulator", "simulator.json", "--user", "olivia.brooks@contoso.onmicrosoft.com", "--json");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Json.GetProperty("done").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_user_who_does_not_exist_fails_with_cause_and_remedy()
    {
        await using var simulator = await StartAsync();

        var result = await RunAsync("provision", "--simulator", "simulator.json", "--user", "nobody@contoso.onmicrosoft.com", "--json");

        result.ExitCode.ShouldBe(1, result.Error);
        var error = result.Json.GetProperty("records")[0].GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("user.not-found");
        error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Only_the_authority_of_the_file_is_trusted()
    {
        await using var simulator = await StartAsync();
        var connection = JsonNode.Parse(await File.ReadAllTextAsync(Folder["simulator.json"], TestContext.Current.CancellationToken))!;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Somebody else", key, HashAlgorithmName.SHA256);
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        connection["certificateAuthority"] = authority.ExportCertificatePem();
        await File.WriteAllTextAsync(Folder["other.json"], connection.ToJsonString(), TestContext.Current.CancellationToken);

        var result = await RunAsync("provision", "--simulator", "other.json", "--user", "olivia.brooks@contoso.onmicrosoft.com", "--json");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Json.GetProperty("records")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("tenant.unreachable");
    }

    [Fact]
    public async Task The_connection_file_is_the_owners_and_goes_with_the_simulator()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Sends a signal and reads file modes.");
            return;
        }

        await using var simulator = await StartAsync();
        var mode = File.GetUnixFileMode(Folder["simulator.json"]);
        var secret = (string)JsonNode.Parse(await File.ReadAllTextAsync(Folder["simulator.json"], TestContext.Current.CancellationToken))!["clientSecret"]!;

        simulator.Send(PosixSignal.SIGTERM);
        var result = await simulator.EndAsync(TestContext.Current.CancellationToken);

        mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        result.ExitCode.ShouldBe(0, result.Error);
        File.Exists(Folder["simulator.json"]).ShouldBeFalse();
        (result.Output + result.Error).ShouldNotContain(secret);
        result.Output.ShouldContain("--host-resolver-rules=MAP * 127.0.0.1:");
        result.Output.ShouldContain("/oauth2/v2.0/token");
        result.Output.ShouldContain("-----BEGIN CERTIFICATE-----");
        result.Output.ShouldContain("olivia.brooks@contoso.onmicrosoft.com");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_wrong_use()
    {
        await using var simulator = await StartAsync();
        var port = (int)JsonNode.Parse(await File.ReadAllTextAsync(Folder["simulator.json"], TestContext.Current.CancellationToken))!["port"]!;

        var result = await RunAsync("simulator", "--port", $"{port}", "--connection", "second.json");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain($"Port {port} is not free");
        File.Exists(Folder["second.json"]).ShouldBeFalse();
    }

    private async Task<RunningProgram> StartAsync()
    {
        var simulator = RunningProgram.Start(Folder, ["simulator", "--connection", "simulator.json"]);
        await simulator.WaitForOutputLineAsync("Ctrl+C ends it.", TestContext.Current.CancellationToken);
        return simulator;
    }
}
