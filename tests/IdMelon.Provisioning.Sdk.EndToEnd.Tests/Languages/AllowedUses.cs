namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>What may be used on which view, in the words of the reference about the pages; knows nothing of rules, packs and steps.</summary>
/// <remarks>
/// Views and controls are named as the simulator's own scripts name them: they know which control is which in every language, because they made it. What is not listed is wrong:
/// another tile, another method, "Yes", Next of a page that wants more information, deleting a method, opting out for a whole tenant.
/// </remarks>
internal static class AllowedUses
{
    private const string Choose = "picker.add";

    private static readonly string[] Entries = ["clicked picker.passkey", "clicked picker.securityKey"];

    private static readonly Dictionary<string, string[]> ByView = new(StringComparer.Ordinal)
    {
        // Sign-in, by number of the view: user name, password, which kind of account, account tiles, other ways, access pass.
        ["1"] = ["filled loginfmt", "clicked common.next"],
        ["2"] = ["clicked password.accesspass", "clicked password.otherWays"],
        ["7"] = ["clicked aadTile"],
        ["12"] = ["clicked tiles.other"],
        ["24"] = ["clicked ways.accesspass"],
        ["56"] = ["filled accesspass", "clicked common.signin"],

        // Interrupts: "Stay signed in?", more information, security defaults, a passkey prompt, confirming the app, the wizard.
        ["20"] = ["clicked kmsi.no"],
        ["32"] = ["clicked proofup.skip", "clicked proofup.later"],
        ["71"] = ["clicked proofup.later"],
        ["73"] = ["clicked proofup.skip"],
        ["prompt"] = ["clicked prompt.skip"],
        ["43"] = ["clicked cmsi.continue"],
        ["register"] = ["clicked wizard.skip"],

        // Security info and the ceremony.
        ["info.title"] = ["clicked info.add", "clicked info.addOlder"],
        ["picker.title"] = [.. Entries, "clicked picker.question", "clicked " + Choose],
        ["keytype.title"] = ["clicked keytype.usb", "clicked keytype.nfc", "clicked common.next"],
        ["front.title"] = ["clicked common.next"],
        ["create"] = ["clicked common.next"],
        ["naming.title"] = ["filled naming.label", "clicked common.next"],
        ["naming.olderTitle"] = ["filled naming.label", "clicked common.next"],
        ["finished.title"] = ["clicked finished.done"],
        ["finished.olderTitle"] = ["clicked finished.done"],
    };

    /// <summary>Lists the uses that are wrong, in order.</summary>
    public static IEnumerable<ControlUse> Wrong(IEnumerable<ControlUse> uses)
    {
        ControlUse? before = null;
        foreach (var use in uses)
        {
            var names = use.Control.Select(name => $"{use.Use} {name}").ToList();
            var isAllowed = ByView.TryGetValue(use.View, out var allowed) && names.Exists(allowed.Contains);

            // The button adds what was chosen just before, and that must have been the passkey.
            var isBlind = use.Control.Contains(Choose) && !(before?.Control.Any(name => Entries.Contains($"clicked {name}")) ?? false);
            if (!isAllowed || isBlind)
            {
                yield return use;
            }

            before = use;
        }
    }
}
