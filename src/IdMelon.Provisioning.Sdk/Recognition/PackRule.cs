namespace IdMelon.Provisioning.Recognition;

/// <summary>The hosts on which a rule may claim a page.</summary>
internal enum PackHost
{
    SignIn,
    SecurityInfo,
    WebAuthn,
}

/// <summary>One rule of a structure pack.</summary>
internal sealed record PackRule(
    string Id,
    PageStepKind Step,
    PackHost Host,
    IReadOnlyList<PackCondition> Conditions,
    IReadOnlyList<PackTarget> Targets,
    string? RefusalCode,
    string? RefusalFact)
{
    public static PackRule Read(PackReader reader)
    {
        var step = reader.Choice<PageStepKind>("step");
        var refusal = reader.Member("refusal");
        if ((step == PageStepKind.Refusal) != (refusal is not null))
        {
            throw reader.Broken("a rule has a refusal exactly if its step is Refusal");
        }

        var code = refusal?.Text("code");
        if (code is not null && ErrorCatalog.Find(code) is null)
        {
            throw reader.Broken($"'{code}' is no error code of the catalogue");
        }

        return new PackRule(
            reader.Text("id"),
            step,
            reader.Choice<PackHost>("host"),
            [.. reader.Items("all", required: true).Select(PackCondition.Read)],
            [.. PackTarget.ReadAll(reader, "targets", optional: false), .. PackTarget.ReadAll(reader, "optionalTargets", optional: true)],
            code,
            refusal?.Optional("number"));
    }
}
