using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
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
    public async Task A_page_at_which_a_run_gets_stuck_is_kept_and_can_be_recognized_again()
    {
        await using var simulator = await StartAsync();
        var connection = await ConnectionAsync();
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Folder["ca.pem"]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = new() { CertificateChainPolicy = trust } }) { BaseAddress = new Uri((string)connection["controlAddress"]!) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)connection["controlToken"]!);
        using var unknown = new StringContent("""{ "unknownInterrupt": true }""", Encoding.UTF8, "application/json");
        (await http.PatchAsync("pages", unknown, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var result = await RunAsync("provision", "--simulator", "simulator.json", "--user", "olivia.brooks@contoso.onmicrosoft.com", "--json", "--mode", "automatic", "--stuck-pages", "stuck", "--stuck-screenshots");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Error.ShouldContain($"Pages at which runs got stuck: 1, in {Folder["stuck"]}; screenshots, which are sensitive, in {Folder["stuck-sensitive"]}");
        var bundle = Directory.GetDirectories(Folder["stuck"]).ShouldHaveSingleItem();
        Directory.GetFiles(Folder["stuck-sensitive"], "*.png").Length.ShouldBe(1);
        var recognized = await RunAsync("recognize", Path.Combine(bundle, "snapshot.json"), "--json");
        recognized.ExitCode.ShouldBe(0, recognized.Error);
        recognized.Output.ShouldContain("Unknown", Case.Insensitive);
    }

    [Fact]
    public async Task Only_the_authority_of_the_file_is_trusted()
    {
        await using var simulator = await StartAsync();
        var connection = await ConnectionAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Somebody else", key, HashAlgorithmName.SHA256);
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        connection["certificateAuthority"] = authority.ExportCertificatePem();
        await File.WriteAllTextAsync(Folder["other.json"], connection.ToJsonString(), TestContext.Current.CancellationToken);

        var result = await RunAsync("provision", "--simulator", "other.json", "--user", "olivia.brooks@contoso.onmicrosoft.com", "--json");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Json.GetProperty("records")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("tenant.tls-untrusted");
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
        var authorityMode = File.GetUnixFileMode(Folder["ca.pem"]);
        var connection = await ConnectionAsync();
        var authority = await File.ReadAllTextAsync(Folder["ca.pem"], TestContext.Current.CancellationToken);

        simulator.Send(PosixSignal.SIGTERM);
        var result = await simulator.EndAsync(TestContext.Current.CancellationToken);

        mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        result.ExitCode.ShouldBe(0, result.Error);
        authorityMode.ShouldBe(mode);
        authority.Trim().ShouldBe((string)connection["certificateAuthority"]!);
        File.Exists(Folder["simulator.json"]).ShouldBeFalse();
        File.Exists(Folder["ca.pem"]).ShouldBeFalse();
        (result.Output + result.Error).ShouldNotContain((string)connection["clientSecret"]!);
        (result.Output + result.Error).ShouldNotContain((string)connection["controlToken"]!);
        result.Output.ShouldContain($"{connection["controlAddress"]}status");
        result.Output.ShouldContain("--host-resolver-rules=MAP * 127.0.0.1:");
        result.Output.ShouldContain("/oauth2/v2.0/token");
        result.Output.ShouldContain("-----BEGIN CERTIFICATE-----");
        result.Output.ShouldContain("olivia.brooks@contoso.onmicrosoft.com");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_wrong_use()
    {
        await using var simulator = await StartAsync();
        var port = (int)(await ConnectionAsync())["port"]!;

        var result = await RunAsync("simulator", "--port", $"{port}", "--connection", "second.json");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain($"Port {port} is not free");
        File.Exists(Folder["second.json"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Options_shape_the_tenant_and_the_connection_file_leads_to_its_control_interface()
    {
        await using var simulator = await StartAsync(
            "--cloud", "us-government", "--tenant", "fabrikam.example", "--seed", "7", "--era", "drop-down", "--language", "de-AT", "--likely-marks", "--users", "1");
        var connection = await ConnectionAsync();
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Folder["ca.pem"]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = new() { CertificateChainPolicy = trust } }) { BaseAddress = new Uri((string)connection["controlAddress"]!) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)connection["controlToken"]!);

        var overview = JsonNode.Parse(await http.GetStringAsync("", TestContext.Current.CancellationToken))!;
        var pages = JsonNode.Parse(await http.GetStringAsync("pages", TestContext.Current.CancellationToken))!;

        ((int)connection["schemaVersion"]!).ShouldBe(2);
        ((string)connection["cloud"]!).ShouldBe("us-government");
        ((int)connection["seed"]!).ShouldBe(7);
        ((string)overview["cloud"]!).ShouldBe("us-government");
        ((string)overview["tenant"]!["name"]!).ShouldBe("fabrikam.example");
        ((string)pages["era"]!).ShouldBe("dropDown");
        ((string)pages["language"]!).ShouldBe("de-AT");
    }

    [Fact]
    public async Task The_hosts_of_the_simulators_cloud_are_used()
    {
        await using var simulator = await StartAsync("--cloud", "us-government");

        var result = await RunAsync("provision", "--simulator", "simulator.json", "--user", "nobody@contoso.onmicrosoft.com", "--json");

        // The public cloud's hosts are not played by this tenant; only a directory that was reached can say so.
        result.Json.GetProperty("records")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("user.not-found");
    }

    [Theory]
    [InlineData("--cloud cumulus", "us-government-dod")]
    [InlineData("--era stone", "security-key-list")]
    [InlineData("--seed many", "--seed")]
    [InlineData("--tenant nowhere", "--tenant takes a domain")]
    [InlineData("--language tlh", "en")]
    public async Task An_option_that_makes_no_sense_is_wrong_use(string arguments, string hint)
    {
        var result = await RunAsync(["simulator", "--connection", "simulator.json", .. arguments.Split(' ')]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(hint);
        File.Exists(Folder["simulator.json"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_file_of_an_older_version_says_so()
    {
        await File.WriteAllTextAsync(Folder["old.json"], """{ "schemaVersion": 1, "port": 443 }""", TestContext.Current.CancellationToken);

        var result = await RunAsync("provision", "--simulator", "old.json", "--user", "ada@contoso.onmicrosoft.com");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("schemaVersion is 1, not 2");
        result.Error.ShouldContain("Start the simulator anew");
    }

    private async Task<RunningProgram> StartAsync(params string[] arguments)
    {
        var simulator = RunningProgram.Start(Folder, ["simulator", "--connection", "simulator.json", .. arguments]);
        await simulator.WaitForOutputLineAsync("Ctrl+C ends it.", TestContext.Current.CancellationToken);
        return simulator;
    }

    private async Task<JsonNode> ConnectionAsync() => JsonNode.Parse(await File.ReadAllTextAsync(Folder["simulator.json"], TestContext.Current.CancellationToken))!;
}
