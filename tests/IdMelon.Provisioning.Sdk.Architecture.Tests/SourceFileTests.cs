using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Architecture;

public sealed partial class SourceFileTests
{
    private const int MaximumLines = 350;

    // Registration lives in the namespace that every caller has opened anyway.
    private const string Registration = "ServiceCollectionExtensions.cs";

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold() =>
        Repository.SourceFiles.Where(file => Repository.ReadSource(file).AsSpan().Count('\n') > MaximumLines).ShouldBeEmpty();

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong = Repository.SourceFiles
            .Where(file => Namespace().Match(Repository.ReadSource(file)).Groups[1].Value != Expected(file));

        wrong.ShouldBeEmpty();
    }

    private static string Expected(string file) =>
        file.EndsWith(Registration, StringComparison.Ordinal) ? "IdMelon.Provisioning" : string.Join('.', file.Replace(".Sdk", "", StringComparison.Ordinal).Split('/')[..^1]);

    [Fact]
    public void Nothing_is_put_off_or_hidden() =>
        Repository.SourceFiles.Where(file => LeftOver().IsMatch(Repository.ReadSource(file))).ShouldBeEmpty();

    [Fact]
    public void An_event_id_means_one_message_for_ever()
    {
        var ids = Repository.SourceFiles.SelectMany(file => EventId().Matches(Repository.ReadSource(file)).Select(match => match.Groups[1].Value)).ToList();

        ids.ShouldNotBeEmpty();
        ids.ShouldBeUnique();
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*#(if|region|pragma)|\bTODO\b|\bFIXME\b|\bHACK\b", RegexOptions.Multiline)]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"EventId = (\d+)")]
    private static partial Regex EventId();
}
