namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class DoctorTests : ProgramTests
{
    private const string Olivia = "olivia.brooks@contoso.onmicrosoft.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_in_which_all_is_well_is_said_to_be()
    {
        await using var simulator = await StartAsync();
        using var control = await ControlInterface.OpenAsync(Folder, Token);

        var result = await RunAsync("doctor", "--simulator", "simulator.json", "--user", Olivia);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain("✅ Passkey (FIDO2): on; self-service set-up allowed; for all users");
        result.Output.ShouldContain("✅ Temporary Access Pass: on");
        result.Output.ShouldContain("Caller: application; permissions: ");
        result.Output.ShouldContain($"✅ {Olivia}  Automatic: will work, Direct: will work");
        result.Output.ShouldContain("1 of 1 users will get a passkey");
        result.Output.Split('\n').ShouldAllBe(line => line.Length < 170);

        // Nothing was touched.
        (await control.ReadAsync($"users/{Olivia}/events", Token)).ToJsonString().ShouldNotContain("graph.access-pass-issued");
    }

    [Fact]
    public async Task Whoever_is_blocked_is_told_why_and_what_to_change()
    {
        await using var simulator = await StartAsync();
        using var control = await ControlInterface.OpenAsync(Folder, Token);
        await control.ChangeAsync("policies/accessPass", """{ "isEnabled": false }""", Token);

        var automatic = await RunAsync("doctor", "--simulator", "simulator.json", "--user", Olivia, "--mode", "automatic");
        var direct = await RunAsync("doctor", "--simulator", "simulator.json", "--user", Olivia, "--mode", "direct");

        automatic.ExitCode.ShouldBe(1, automatic.Error);
        automatic.Output.ShouldContain($"❌ {Olivia}  Automatic: blocked");
        automatic.Output.ShouldContain("access-pass.method-off (Automatic): The Temporary Access Pass method is off in this tenant.");
        automatic.Output.ShouldContain("Entra admin center, Entra ID, Authentication methods, Policies, Temporary Access Pass");
        direct.ExitCode.ShouldBe(0, direct.Output);
    }

    [Fact]
    public async Task Programs_get_one_object()
    {
        await using var simulator = await StartAsync();
        await File.WriteAllTextAsync(Folder["users.csv"], $"name;UserPrincipalName\nOlivia;{Olivia}\nNobody;nobody@contoso.onmicrosoft.com\n", Token);

        var result = await RunAsync("doctor", "--simulator", "simulator.json", "--csv", "users.csv", "--json", "--deep");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Error.ShouldContain("of 2 users take at least 8 seconds: Graph takes 5 such calls in 10 s");
        var report = result.Json;
        report.GetProperty("tenant").GetProperty("passkeys").GetProperty("enabled").GetBoolean().ShouldBeTrue();
        report.GetProperty("tenant").GetProperty("caller").GetProperty("kind").GetString().ShouldBe("application");
        report.GetProperty("total").GetInt32().ShouldBe(2);
        report.GetProperty("works").GetInt32().ShouldBe(1);
        report.GetProperty("blocked").GetInt32().ShouldBe(1);
        var users = report.GetProperty("users").EnumerateArray().ToDictionary(user => user.GetProperty("user").GetString()!);
        users[Olivia].GetProperty("outcome").GetString().ShouldBe("works");
        var nobody = users["nobody@contoso.onmicrosoft.com"];
        nobody.GetProperty("modes").GetProperty("direct").GetString().ShouldBe("blocked");
        var finding = nobody.GetProperty("findings")[0];
        finding.GetProperty("code").GetString().ShouldBe("user.not-found");
        finding.GetProperty("severity").GetString().ShouldBe("blocks");
        finding.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_every_user_has_is_said_once()
    {
        await using var simulator = await StartAsync();
        using var control = await ControlInterface.OpenAsync(Folder, Token);
        await control.ChangeAsync("policies/passkey", """{ "allowsSelfServiceRegistration": false }""", Token);
        await control.AddAsync("users", """{ "userPrincipalName": "guest@contoso.onmicrosoft.com", "isGuest": true }""", Token);

        var result = await RunAsync("doctor", "--simulator", "simulator.json", "--user", Olivia, "--user", "guest@contoso.onmicrosoft.com");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Output.Split("passkey.self-service-off").Length.ShouldBe(2);
        result.Output.Split("user.guest").Length.ShouldBe(2);
        result.Output.ShouldContain("0 of 2 users will get a passkey, 2 will not");
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_asked_is_a_refusal()
    {
        await using var simulator = await StartAsync();
        var connection = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Folder["simulator.json"], Token))!;
        connection["clientSecret"] = "hunter2";
        await File.WriteAllTextAsync(Folder["wrong.json"], connection.ToJsonString(), Token);

        var result = await RunAsync("doctor", "--simulator", "wrong.json", "--user", Olivia, "--json");

        result.ExitCode.ShouldBe(3);
        result.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("tenant.secret-wrong");
        (result.Output + result.Error).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Text_of_the_directory_cannot_break_out()
    {
        await using var simulator = await StartAsync();
        using var control = await ControlInterface.OpenAsync(Folder, Token);
        await control.ChangeAsync("policies/passkey", """
            { "profiles": [ { "id": "00000000-0000-0000-0000-0000000000b1", "name": "[red]\u202eX[/]", "enforcesAttestation": true } ], "defaultProfile": "00000000-0000-0000-0000-0000000000b1",
              "includeTargets": [ { "id": "all_users", "allowedPasskeyProfiles": [ "00000000-0000-0000-0000-0000000000b1" ] } ] }
            """, Token);

        var result = await RunAsync("doctor", "--simulator", "simulator.json", "--user", Olivia);

        result.ExitCode.ShouldBe(1, result.Error);
        result.Output.ShouldContain("profile '[red]X[/]'");
        result.Output.ShouldContain("passkey.attestation-required");
        result.Output.ShouldNotContain('\u202e');
    }

    [Theory]
    [InlineData("userPrincipalName\na@contoso.com\n=HYPERLINK(A1)\n", "line 3: '=HYPERLINK(A1)' begins like a formula")]
    [InlineData("name,upn\nAda,a@contoso.com\nBob\n", "line 3: there are 1 cells")]
    [InlineData("userPrincipalName\na@contoso.com,b@contoso.com\n", "line 2: there are 2 cells, and the first line has 1")]
    [InlineData("a@contoso.com\n\nnobody\n", "line 3: 'nobody' is no sign-in name")]
    [InlineData("a@contoso.com\nA@CONTOSO.com\n", "line 2: A@CONTOSO.com was in line 1 already")]
    [InlineData("USER,name\na@contoso.com,\"two\nlines\"\n,x\n", "line 4: there is no sign-in name")]
    [InlineData("a@contoso.com\n\"b@contoso.com\n", "line 2: the quotation marks do not fit")]
    [InlineData("name,mail\nAda,a@contoso.com\n", "line 1: of several columns one must be named userPrincipalName, upn or user")]
    [InlineData("upn\n", "names no users")]
    [InlineData("", "names no users")]
    [InlineData("upn\n1\n2\n3\n4\n5\n6\n7\n", "and 2 lines more")]
    [InlineData("upn\n\u001b[31mx\n", "is no sign-in name")]
    public async Task A_list_that_makes_no_sense_is_refused_with_the_line(string content, string hint)
    {
        await File.WriteAllTextAsync(Folder["users.csv"], content, Token);

        var result = await RunAsync(["doctor", "--csv", "users.csv", "--tenant", "contoso.com", "--client-id", "9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c"], new() { ["IDMELON_TENANT__CLIENTSECRET"] = "hunter2" });

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("users.csv");
        result.Error.ShouldContain(hint);
        result.Error.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task Provision_takes_the_same_lists()
    {
        await using var simulator = await StartAsync();
        await File.WriteAllTextAsync(Folder["users.csv"], "\ufeffnobody1@contoso.onmicrosoft.com\r\nnobody2@contoso.onmicrosoft.com\r\n", Token);

        var result = await RunAsync("provision", "--simulator", "simulator.json", "--csv", "users.csv", "--json");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Json.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("user").GetString()).ShouldBe(["nobody1@contoso.onmicrosoft.com", "nobody2@contoso.onmicrosoft.com"], ignoreOrder: true);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task Thousands_of_users_are_read_in_batches()
    {
        await using var simulator = await StartAsync();
        await File.WriteAllLinesAsync(Folder["users.csv"], Enumerable.Range(0, 2000).Select(i => $"nobody{i}@contoso.onmicrosoft.com"), Token);

        var result = await RunAsync("doctor", "--simulator", "simulator.json", "--csv", "users.csv", "--json");

        result.ExitCode.ShouldBe(1, result.Error);
        result.Error.ShouldContain("1000 of 2000 users read.");
        result.Json.GetProperty("blocked").GetInt32().ShouldBe(2000);
    }
}
