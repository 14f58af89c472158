using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>Complaints that are known and not settled yet. A line goes when what it names is put right; an empty list is the aim.</summary>
internal static class OpenFindings
{
    private static readonly Regex[] Known =
    [
        // The choice of methods is claimed at any path of the host.
        new(@"at mysignins\.microsoft\.com/\S*: MethodPicker by security-info/method-list"),

        // A path counts as security info's if it only ends like it.
        new(@"at mysignins\.microsoft\.com/anything/security-info: "),

        // An open <dialog>, an alertdialog and a dialog within a dialog are not taken for dialogs.
        new(@"is outside of an open dialog$"),
        new(@"the targets are in different dialogs$"),

        // What goes on belongs to another form or view of the same container than the field.
        new(@"the targets are in different forms$"),
        new(@"the targets are in different \[data-viewid\]$"),
        new(@"Continue of PasskeyName by .* is <input type=""submit"""),
        new(@"Name of PasskeyName by "),

        // A number that an off-screen twin carries too counts as used once.
        new(@"elements have the number \d+$"),

        // The page script does not know that what is outside of a modal dialog cannot be used.
        new(@"behind a modal dialog"),
    ];

    public static IEnumerable<string> Without(IEnumerable<string> complaints) => complaints.Where(complaint => !Known.Any(known => known.IsMatch(complaint)));
}
