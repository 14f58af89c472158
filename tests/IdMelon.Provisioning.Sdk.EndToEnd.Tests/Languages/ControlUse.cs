using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.Events;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>A control that was used in a page, as the page itself told: by the keys of its texts or its name, in no language.</summary>
/// <param name="View">The view that was up.</param>
/// <param name="Control">The keys of all texts that read as the control does.</param>
/// <param name="Use"><c>clicked</c> or <c>filled</c>.</param>
internal sealed partial record ControlUse(string View, IReadOnlyList<string> Control, string Use)
{
    public static ControlUse Read(SimulatorEvent entry)
    {
        var parts = Sentence().Match(entry.Text).Groups;
        return new(parts["view"].Value, parts["control"].Value.Split(' '), parts["use"].Value);
    }

    public override string ToString() => $"{View}: {Use} {string.Join('|', Control)}";

    [GeneratedRegex(@"^The control '(?<control>[^']+)' of the view '(?<view>[^']+)' was (?<use>clicked|filled)\.$")]
    private static partial Regex Sentence();
}
