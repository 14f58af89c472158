using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Local.Packs;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Checks packs of one's own before they are used.</summary>
internal static class PacksVerb
{
    public static Command Create() => new("packs", "Looks after packs: what tells one page from another, and the words of further languages.") { CreateLint() };

    private static Command CreateLint()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder with pack files (*.json)." };
        var json = new Option<bool>("--json") { Description = "Prints the findings as one JSON object on one line." };
        var command = new Command("lint", "Tells everything that is wrong with the packs in a folder (exit code 2), warns of what is hardly meant, and counts what the packs hold together with the built-in ones.") { folder, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        var report = PackLint.Check(PackSet.BuiltIn, PackFolder.Read(folder));
        foreach (var line in json ? [LintReport.Json(report)] : LintReport.Lines(report))
        {
            Console.Out.WriteLine(line);
        }

        return report.Set is null ? ExitCodes.WrongUse : ExitCodes.AllWell;
    }
}
