namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class HelpTests : ProgramTests
{
    [Theory]
    [InlineData("", "demo provision doctor simulator log vault passkeys audit packs recognize 130")]
    [InlineData("demo", "--users --languages --driver --mode --headful --json --json-lines --out --browser --windows --packs --stuck-pages --stuck-screenshots --hand-over --authenticator --vault --recipient --evidence --evidence-key --verbose")]
    [InlineData("provision", "--user --csv --tenant --client-id --cloud --simulator --json --json-lines --out --driver --mode --headful --packs --stuck-pages --stuck-screenshots --hand-over --authenticator --vault --recipient")]
    [InlineData("doctor", "--user --csv --tenant --client-id --cloud --simulator --mode --deep --json --verbose")]
    [InlineData("simulator", "--port --users --connection --verbose --cloud --seed --likely-marks --era --language --tenant")]
    [InlineData("log", "--out")]
    [InlineData("packs", "lint")]
    [InlineData("vault", "list verify export rotate settle")]
    [InlineData("vault list", "--vault --json")]
    [InlineData("vault verify", "--vault --key --key-password-file --json")]
    [InlineData("vault export", "--vault --key --key-password-file --credential --output --json")]
    [InlineData("vault rotate", "--vault --key --key-password-file --to --json")]
    [InlineData("vault settle", "--vault --tenant --client-id --cloud --simulator --json")]
    [InlineData("passkeys", "list remove replace")]
    [InlineData("passkeys list", "--user --tenant --client-id --cloud --simulator --json")]
    [InlineData("passkeys remove", "--user --id --vault --tenant --client-id --cloud --simulator --json")]
    [InlineData("passkeys replace", "--user --mode --vault --recipient --evidence --evidence-key --tenant --simulator --json")]
    [InlineData("audit", "--evidence --signer --offline --tenant --client-id --cloud --simulator --json")]
    [InlineData("recognize", "FILE --url --language --packs --json")]
    [InlineData("packs lint", "DIR --json")]
    public async Task Every_verb_explains_itself(string verb, string words)
    {
        var result = await RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        foreach (var word in words.Split(' '))
        {
            result.Output.ShouldContain(word);
        }
    }

    [Fact]
    public async Task A_client_secret_is_no_option()
    {
        var result = await RunAsync("provision", "--help");

        result.Output.ShouldNotContain("--client-secret");
    }
}
