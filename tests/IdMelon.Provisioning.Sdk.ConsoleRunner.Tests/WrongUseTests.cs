namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class WrongUseTests : ProgramTests
{
    [Theory]
    [InlineData("", "command")]
    [InlineData("prvision", "prvision")]
    [InlineData("demo --frobnicate", "--frobnicate")]
    [InlineData("demo surplus", "surplus")]
    [InlineData("demo --users 0", "--users takes 1 to 500")]
    [InlineData("demo --users many", "--users")]
    [InlineData("demo --languages en,tlh", "en, de, ja")]
    [InlineData("demo --languages ,", "en, de, ja")]
    [InlineData("demo --driver lynx", "playwright")]
    [InlineData("demo --mode magic", "automatic")]
    [InlineData("provision --user a@contoso.com --mode manual", "--headful")]
    [InlineData("demo --windows 0", "--windows takes 1 to 16")]
    [InlineData("demo --json --json-lines", "either")]
    [InlineData("demo --stuck-screenshots", "--stuck-screenshots needs --stuck-pages")]
    [InlineData("demo --authenticator attended", "--authenticator attended needs --headful")]
    [InlineData("demo --hand-over 5", "--hand-over needs --headful")]
    [InlineData("demo --hand-over 61 --headful", "--hand-over takes 1 to 60")]
    [InlineData("demo --hand-over 0 --headful", "--hand-over takes 1 to 60")]
    [InlineData("demo --stuck-pages /", "is not the path of a folder")]
    [InlineData("provision --user a@contoso.com --hand-over 5", "--hand-over needs --headful")]
    [InlineData("provision", "--user")]
    [InlineData("provision --user a@contoso.com --csv users.csv", "Use either --user or --csv")]
    [InlineData("provision --csv missing.csv --simulator s.json", "s.json")]
    [InlineData("doctor", "--user or --csv")]
    [InlineData("doctor --user a@contoso.com --mode manual", "automatic")]
    [InlineData("doctor --user a@contoso.com --simulator missing.json", "missing.json")]
    [InlineData("provision --user nobody", "'nobody' is no sign-in name")]
    [InlineData("provision --user a@contoso.com --user A@CONTOSO.com", "given twice")]
    [InlineData("provision --user a@contoso.com --cloud cumulus", "us-government")]
    [InlineData("provision --user a@contoso.com --simulator s.json --tenant contoso.com", "takes the place")]
    [InlineData("provision --user a@contoso.com --simulator missing.json", "missing.json")]
    [InlineData("simulator --port 70000", "--port takes 0 to 65535")]
    [InlineData("log --newest", "--newest")]
    [InlineData("demo --mode direct --authenticator browser", "--mode direct needs --authenticator software")]
    [InlineData("provision --user a@contoso.com --device-code --interactive", "Use one of")]
    [InlineData("provision --user a@contoso.com --tenant contoso.com --client-id 9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c --certificate missing.pfx --vault v --recipient r", "missing.pfx")]
    [InlineData("passkeys", "command")]
    [InlineData("passkeys remove --user a@contoso.com --simulator s.json", "--id")]
    [InlineData("passkeys remove --user a@contoso.com --user b@contoso.com --id x --simulator s.json", "--user")]
    [InlineData("audit", "--evidence")]
    [InlineData("audit --evidence e --signer missing.pem", "missing.pem")]
    [InlineData("packs", "command")]
    [InlineData("packs lint", "packs lint --help")]
    [InlineData("packs lint no-such-folder", "There is no folder with packs at 'no-such-folder'")]
    [InlineData("demo --packs no-such-folder", "There is no folder with packs at 'no-such-folder'")]
    public async Task Wrong_use_ends_with_2_and_says_what_is_wrong(string arguments, string hint)
    {
        var result = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain(hint);
    }

    [Fact]
    public async Task Missing_settings_are_all_named()
    {
        var result = await RunAsync("provision", "--user", "ada@contoso.com");

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("configuration.invalid");
        result.Error.ShouldContain("Tenant:Id");
        result.Error.ShouldContain("Tenant:ClientId");
        result.Error.ShouldContain("Tenant:ClientSecret");
    }

    [Fact]
    public async Task A_secret_given_as_an_option_is_refused_and_not_repeated()
    {
        var result = await RunAsync("provision", "--user", "ada@contoso.com", "--client-secret", "hunter2");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("never given on the command line");
        (result.Output + result.Error).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Broken_settings_are_named_and_not_quoted()
    {
        await File.WriteAllTextAsync(Folder["appsettings.json"], """{ "Tenant": { "ClientSecret": "hunter2" """, TestContext.Current.CancellationToken);

        var result = await RunAsync("provision", "--user", "ada@contoso.com");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("appsettings.json");
        (result.Output + result.Error).ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":2,"cloud":"public","port":443,"tenantId":"9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c","clientId":"9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c","clientSecret":"s","certificatePin":"--no-sandbox","certificateAuthority":""}""")]
    public async Task A_connection_file_that_describes_no_simulator_is_refused(string content)
    {
        await File.WriteAllTextAsync(Folder["simulator.json"], content, TestContext.Current.CancellationToken);

        var result = await RunAsync("provision", "--user", "ada@contoso.com", "--simulator", "simulator.json");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("does not describe a simulator");
    }
}
