using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>Complaints that are known and not settled yet. A line goes when what it names is put right; an empty list is the aim.</summary>
internal static class OpenFindings
{
    private static readonly Regex[] Known =
    [
        // What goes on belongs to another dialog, form or view of the same container than the field.
        new(@"the targets are in different dialogs$"),
        new(@"the targets are in different forms$"),
        new(@"the targets are in different \[data-viewid\]$"),
        new(@"Continue of PasskeyName by .* is <input type=""submit"""),
        new(@"Name of PasskeyName by "),

        // A number that an off-screen twin carries too counts as used once.
        new(@"elements have the number \d+$"),
    ];

    public static IEnumerable<string> Without(IEnumerable<string> complaints) => complaints.Where(complaint => !Known.Any(known => known.IsMatch(complaint)));
}
