using System.Diagnostics;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>Every language in every era, with the request for a known language honoured and ignored, in a real browser.</summary>
public sealed class LanguageMatrixTests
{
    private static ApprovedFile Approved => new(
        "matrix.txt",
        "Language, era, whether the request for a known language is honoured: the line of defence that decided and the phrases it needed, or where and why the run stopped.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Every_language_in_every_era_is_done_or_left_alone()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Token);
        simulator.PageLanguages.Count.ShouldBe(44);
        var clock = Stopwatch.StartNew();

        var results = await GoAsync(simulator.PageLanguages);

        Approved.ShouldHold(results, isAll: true);
        Console.WriteLine($"Language matrix: {MatrixTable.Counts(results.Values)} ({clock.Elapsed.TotalSeconds:0} s)");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Some_languages_in_every_era_are_done_or_left_alone() =>
        Approved.ShouldHold(await GoAsync(Journeys.FewLanguages), isAll: false);

    [Fact]
    public void The_table_in_the_readme_is_the_approved_one()
    {
        if (ApprovedFile.IsToBeWritten)
        {
            MatrixTable.Print(Approved.Lines);
        }

        MatrixTable.Printed.ShouldBe(MatrixTable.Of(Approved.Lines), $"README.md is behind: run this test once with {ApprovedFile.Update}=1");
    }

    [Fact]
    public void Nothing_is_undone_where_the_request_is_honoured() =>
        Approved.Lines.Where(line => line.Key.EndsWith(" honoured", StringComparison.Ordinal) && !line.Value.StartsWith("done by asked", StringComparison.Ordinal)).ShouldBeEmpty();

    private static async Task<Dictionary<string, string>> GoAsync(IEnumerable<string> languages)
    {
        var journeys =
            from language in languages
            from era in Enum.GetValues<PageEra>()
            from isHonoured in new[] { true, false }
            select new Journey(language, era, isHonoured);
        var results = await Journeys.GoAsync(journeys, Approved, result => result.Text, provesBrowserLanguage: true, Token);
        return results.ToDictionary(result => result.Journey.ToString(), result => result.Text);
    }
}
