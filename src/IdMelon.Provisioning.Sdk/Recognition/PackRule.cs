namespace IdMelon.Provisioning.Recognition;

/// <summary>One rule of a structure pack.</summary>
internal sealed record PackRule(string Id, PageStepKind Step, PackHost Host)
{
    /// <summary>Gets the container of the view: the innermost visible ones are meant, and there must be exactly one. Conditions and targets are looked for in it.</summary>
    public PackSelector? View { get; init; }

    /// <summary>Gets how certain the rule is at best, from 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    public IReadOnlyList<PackCondition> Conditions { get; init; } = [];

    public IReadOnlyList<PackTarget> Targets { get; init; } = [];

    public PackRefusal? Refusal { get; init; }

    /// <summary>Gets the keys of the phrases that the rule asks for.</summary>
    public IEnumerable<string> AskedPhrases => Conditions.SelectMany(condition => condition.AskedPhrases).Concat(Targets.SelectMany(target => target.Ways.SelectMany(way => way.Phrases)));

    public static PackRule Read(PackReader reader)
    {
        var step = reader.Choice<PageStepKind>("step");
        var rule = new PackRule(reader.Text("id"), step, reader.Choice<PackHost>("host"))
        {
            View = reader.Optional("view") is { } view ? PackSelector.Read(reader, view) : null,
            Confidence = reader.Fraction("confidence") ?? 1,
            Conditions = reader.Each(reader.Items("all", required: true), PackCondition.Read),
            Targets = [.. PackTarget.ReadAll(reader, "targets", optional: false), .. PackTarget.ReadAll(reader, "optionalTargets", optional: true)],
            Refusal = reader.Member("refusal") is { } refusal ? PackRefusal.Read(refusal) : null,
        };
        return step is PageStepKind.Unknown or PageStepKind.Building ? throw reader.Broken($"no rule claims a page as {step}")
            : step.IsBlock() != rule.Refusal is not null ? throw reader.Broken("a rule has a refusal exactly if its step is a block")
            : reader.Items("all").Count == 0 ? throw reader.Broken("a rule without conditions would claim every page of its host")
            : rule.Targets.Count > 0 && (step.IsBlock() || step.IsWait() || rule.Host == PackHost.Elsewhere) ? throw reader.Broken("nothing is touched on a block, on a page that goes on by itself, or elsewhere: such a rule has no targets")
            : rule;
    }
}
