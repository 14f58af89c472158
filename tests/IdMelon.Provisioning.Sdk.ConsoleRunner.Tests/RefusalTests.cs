namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class RefusalTests : ProgramTests
{
    private const string Settings = """{ "Tenant": { "Id": "contoso.com", "ClientId": "9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c", "ClientSecret": "hunter2" } }""";

    [Fact]
    public async Task A_real_tenant_is_refused_without_a_durable_vault()
    {
        await File.WriteAllTextAsync(Folder["appsettings.json"], Settings, TestContext.Current.CancellationToken);

        var result = await RunAsync("provision", "--user", "ada@contoso.com");

        result.ExitCode.ShouldBe(3);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("vault.not-durable");
        result.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_refusal_is_a_report_for_programs_too()
    {
        var result = await RunAsync(
            ["provision", "--json", "--user", "ada@contoso.com", "--user", "bob@contoso.com", "--client-id", "9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c"],
            new() { ["IDMELON_TENANT__ID"] = "contoso.com", ["IDMELON_TENANT__CLIENTSECRET"] = "hunter2" });

        result.ExitCode.ShouldBe(3);
        var report = result.Json;
        report.GetProperty("total").GetInt32().ShouldBe(2);
        report.GetProperty("failed").GetInt32().ShouldBe(2);
        foreach (var record in report.GetProperty("records").EnumerateArray())
        {
            record.GetProperty("outcome").GetString().ShouldBe("failed");
            record.GetProperty("error").GetProperty("code").GetString().ShouldBe("vault.not-durable");
        }
    }

    [Fact]
    public async Task Wrong_settings_of_a_tenant_are_wrong_use()
    {
        var result = await RunAsync(
            ["provision", "--user", "ada@contoso.com", "--client-id", "no-guid", "--tenant", "contoso.com"],
            new() { ["IDMELON_TENANT__CLIENTSECRET"] = "hunter2" });

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("ClientId");
    }

    [Fact]
    public async Task A_missing_browser_is_a_refusal_before_anything_begins()
    {
        var result = await RunAsync("demo", "--users", "1", "--json", "--browser", Folder["no-browser"]);

        result.ExitCode.ShouldBe(3);
        var error = result.Json.GetProperty("records")[0].GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("browser.missing");
        error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_a_refusal()
    {
        await File.WriteAllTextAsync(Folder["file"], "", TestContext.Current.CancellationToken);

        var result = await RunAsync("demo", "--users", "1", "--json", "--out", Folder["file"]);

        result.ExitCode.ShouldBe(3);
        result.Json.GetProperty("records")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("journal.failed");
    }
}
