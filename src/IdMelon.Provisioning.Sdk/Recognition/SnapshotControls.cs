using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Says which control of a snapshot is meant, for people who look at the page.</summary>
public static class SnapshotControls
{
    private static readonly string[] Marks = ["name", "type", "role", "data-testid", "data-automationid"];

    /// <summary>Describes a control by its element, id, name and test id, such as <c>input#i0116[name=loginfmt]</c>; never by what it says.</summary>
    /// <param name="snapshot">The page.</param>
    /// <param name="number">The control's number.</param>
    /// <returns>The description; null if there is no such control.</returns>
    public static string? Describe(PageSnapshot snapshot, int number)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        using var document = new SnapshotDocument(snapshot);
        if (document.Control(number) is not { } element)
        {
            return null;
        }

        var id = element.Id is { Length: > 0 } own ? $"#{own}" : "";
        var marks = Marks
            .Select(name => (Name: name, Value: element.GetAttribute(name)))
            .Where(mark => mark.Value is { Length: > 0 })
            .Select(mark => $"[{mark.Name}={mark.Value}]");
        return element.LocalName + id + string.Concat(marks);
    }
}
