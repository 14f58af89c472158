namespace IdMelon.Provisioning.Puppeteer.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--flag", "'--flag'")]
    [InlineData("--rules=MAP a b", "'--rules=MAP a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME `id` *", "'$HOME `id` *'")]
    [InlineData("back\\\"quote", "'back\\''\"quote'")]
    public void A_shell_takes_nothing_for_its_own(string argument, string quoted) => CommandLine.QuoteForShell(argument).ShouldBe(quoted);

    [Theory]
    [InlineData("--flag", "\"--flag\"")]
    [InlineData("--rules=MAP a b", "\"--rules=MAP a b\"")]
    [InlineData("say \"yes\"", "\"say \\\"yes\\\"\"")]
    [InlineData(@"C:\Users\", "\"C:\\Users\\\\\"")]
    [InlineData("back\\\"quote", "\"back\\\\\\\"quote\"")]
    public void Windows_keeps_backslashes_and_quotes(string argument, string quoted) => CommandLine.QuoteForWindows(argument).ShouldBe(quoted);
}
