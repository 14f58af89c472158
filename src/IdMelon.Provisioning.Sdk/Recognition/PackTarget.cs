namespace IdMelon.Provisioning.Recognition;

/// <summary>One way to find a control.</summary>
/// <param name="Selector">Which controls come into question.</param>
/// <param name="Phrases">What it says, if that matters.</param>
/// <param name="SaysFact">The fact whose number stands in its text, if that matters.</param>
/// <param name="TakesLast">Whether the last one counts; otherwise there must be exactly one.</param>
internal sealed record PackTargetWay(PackSelector Selector, IReadOnlyList<string> Phrases, string? SaysFact, bool TakesLast);

/// <summary>A control that a rule offers, with the ways to find it in order of trust.</summary>
internal sealed record PackTarget(PageTarget Name, IReadOnlyList<PackTargetWay> Ways, bool IsOptional)
{
    public static IReadOnlyList<PackTarget> ReadAll(PackReader rule, string member, bool optional) =>
        rule.Each(rule.Members(member), target => new PackTarget(target.Value.Choice<PageTarget>("target", target.Name), ReadWays(target.Value), optional));

    private static IReadOnlyList<PackTargetWay> ReadWays(PackReader target) =>
        target.Elements() is { Count: > 0 } ways ? target.Each(ways, ReadWay) : throw target.Broken("there is no way to find it");

    private static PackTargetWay ReadWay(PackReader way) =>
        new(PackSelector.Read(way, way.Text("css")), way.Texts("phrases"), way.Optional("saysFact"), way.Flag("last"));
}
