using System.Globalization;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using Spectre.Console;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The examination for people: the tenant, what concerns all users, then each user with findings and remedies.</summary>
/// <remarks>Text from outside goes through <see cref="Text"/>, never through markup.</remarks>
internal static class DoctorView
{
    public static void Write(IAnsiConsole console, Examination examination)
    {
        foreach (var (isGood, name, text) in TenantFactsText.Lines(examination.Tenant))
        {
            Paragraph(console, 0, $"{Mark(isGood)} {name}: {text}");
        }

        var common = CommonFindings(examination);
        if (common.Count > 0)
        {
            console.WriteLine();
            Paragraph(console, 0, "All users");
            common.ForEach(finding => WriteFinding(console, finding));
        }

        console.WriteLine();
        foreach (var user in examination.Users)
        {
            var modes = string.Join(", ", examination.Modes.Select(mode => $"{mode}: {Say(user.OutcomeOf(mode))}"));
            Paragraph(console, 0, $"{Mark(examination.OutcomeOf(user))} {user.User}  {modes}");
            foreach (var finding in examination.FindingsOf(user).Where(finding => !common.Exists(other => IsSame(other, finding))))
            {
                WriteFinding(console, finding);
            }
        }

        console.WriteLine();
        var sum = string.Create(
            CultureInfo.InvariantCulture,
            $"{examination.Count(PreflightOutcome.Works)} of {examination.Users.Count} users will get a passkey, {examination.Count(PreflightOutcome.Blocked)} will not, of {examination.Count(PreflightOutcome.Unknown)} it cannot be told");
        console.Write(new Text(sum, new Style(examination.IsAllWell ? Color.Green : Color.Red, decoration: Decoration.Bold)));
        console.WriteLine();
    }

    /// <summary>A span of time in the unit that fits.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} seconds"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.0} hours"),
    };

    // What every one of many users has is said once.
    private static List<PreflightFinding> CommonFindings(Examination examination)
    {
        if (examination.Users.Count < 2)
        {
            return [];
        }

        var common = examination.FindingsOf(examination.Users[0]).ToList();
        foreach (var user in examination.Users)
        {
            common.RemoveAll(finding => !examination.FindingsOf(user).Any(other => IsSame(finding, other)));
        }

        return common;
    }

    private static bool IsSame(PreflightFinding one, PreflightFinding other) =>
        one.Code == other.Code && one.Severity == other.Severity && one.Cause == other.Cause && one.Remedy == other.Remedy && one.Modes.SequenceEqual(other.Modes);

    private static void WriteFinding(IAnsiConsole console, PreflightFinding finding)
    {
        var modes = finding.Modes is [var single] ? $" ({single})" : "";
        Paragraph(console, 3, $"{Mark(finding.Severity)} {finding.Code}{modes}: {finding.Cause}");
        Paragraph(console, 6, finding.Remedy);
    }

    private static void Paragraph(IAnsiConsole console, int indent, string text) => console.Write(new Padder(new Text(TerminalText.Clean(text)), new Padding(indent, 0, 0, 0)));

    private static string Mark(bool? isGood) => isGood is { } known ? known ? "✅" : "❌" : "❔";

    private static string Mark(PreflightOutcome outcome) => Mark(outcome == PreflightOutcome.Unknown ? null : outcome == PreflightOutcome.Works);

    private static string Mark(PreflightSeverity severity) => severity switch
    {
        PreflightSeverity.Blocks => "❌",
        PreflightSeverity.Unknown => "❔",
        _ => "⚠",
    };

    private static string Say(PreflightOutcome outcome) => outcome switch
    {
        PreflightOutcome.Works => "will work",
        PreflightOutcome.Blocked => "blocked",
        _ => "cannot be told",
    };
}
