using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>What must be true of every target, asked of the snapshot in plain loops that share nothing with the recognizer.</summary>
internal static class TargetOracle
{
    private static readonly string[] Closed = ["disabled", "data-twin"];

    public static IReadOnlyList<string> Complaints(PageSnapshot page, PageStep step)
    {
        if (step.Targets.Count == 0)
        {
            return [];
        }

        using var document = new HtmlParser().ParseDocument(page.Html);
        var all = document.All.ToList();
        var dialogs = all.Where(element => IsDialog(element) && !Line(element).Any(outer => outer.HasAttribute("data-twin"))).ToList();
        var complaints = new List<string>();
        var found = new List<IElement>();
        foreach (var (name, reference) in step.Targets)
        {
            if (reference.SnapshotId != page.Id)
            {
                complaints.Add($"{name} is of another snapshot");
            }

            var numbered = all.Where(element => NumberOf(element) == reference.Number).ToList();
            if (numbered.Count != 1)
            {
                complaints.Add($"{name}: {numbered.Count} elements have the number {reference.Number}");
                continue;
            }

            var target = numbered[0];
            found.Add(target);
            var line = Line(target);
            complaints.AddRange(from element in line from mark in Closed where element.HasAttribute(mark) select $"{name} is in <{element.LocalName} {mark}>");
            if (page.SecureHost.StartsWith("mysignins.", StringComparison.Ordinal))
            {
                complaints.AddRange(from dialog in dialogs where !line.Contains(dialog) select $"{name} is outside of an open dialog");
            }
        }

        if (Fields(step).Any())
        {
            complaints.AddRange(Strangers(found, "data-viewid"));
            complaints.AddRange(found.Select(target => Line(target).FirstOrDefault(element => element.LocalName == "form")).Distinct().Skip(1).Select(_ => "the targets are in different forms"));
            complaints.AddRange(found.Select(target => Line(target).FirstOrDefault(IsDialog)).Distinct().Skip(1).Select(_ => "the targets are in different dialogs"));
        }

        return complaints;
    }

    private static IEnumerable<PageTarget> Fields(PageStep step) => step.Targets.Keys.Where(name => name is PageTarget.Username or PageTarget.AccessPass or PageTarget.Name);

    private static IEnumerable<string> Strangers(IEnumerable<IElement> targets, string mark) =>
        targets.Select(target => Line(target).FirstOrDefault(element => element.HasAttribute(mark))).Distinct().Skip(1).Select(_ => $"the targets are in different [{mark}]");

    private static bool IsDialog(IElement element) => element.GetAttribute("role") is "dialog" or "alertdialog" || element.LocalName == "dialog";

    private static int? NumberOf(IElement element) => int.TryParse(element.GetAttribute("data-n"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<IElement> Line(IElement element)
    {
        var line = new List<IElement>();
        for (IElement? outer = element; outer is not null; outer = outer.ParentElement)
        {
            line.Add(outer);
        }

        return line;
    }
}
