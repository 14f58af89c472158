namespace IdMelon.Provisioning.Recognition;

/// <summary>A structure pack: rules without words, in order of trust.</summary>
/// <remarks>Immutable and thread-safe. Its JSON form is described by the built-in pack.</remarks>
public sealed class SelectorPack
{
    /// <summary>The schema version that this library reads.</summary>
    public const int SchemaVersion = 1;

    private SelectorPack(string id, string version, IReadOnlyList<PackRule> rules, IReadOnlyList<PackRule> shells)
    {
        Id = id;
        Version = version;
        Rules = rules;
        Shells = shells;
    }

    /// <summary>Gets the pack's id.</summary>
    public string Id { get; }

    /// <summary>Gets the pack's version.</summary>
    public string Version { get; }

    /// <summary>Gets the rules, in order of trust.</summary>
    internal IReadOnlyList<PackRule> Rules { get; }

    /// <summary>Gets the rules for saved pages whose body was never built: facts only, and nothing to touch.</summary>
    internal IReadOnlyList<PackRule> Shells { get; }

    /// <summary>Gets the keys of the phrases that the rules ask for.</summary>
    internal IEnumerable<string> AskedPhrases => Rules.SelectMany(rule => rule.AskedPhrases).Distinct();

    /// <summary>Reads a pack.</summary>
    /// <param name="file">The name for error messages.</param>
    /// <param name="utf8">The JSON text.</param>
    /// <exception cref="ProvisioningException">It is broken (<see cref="ErrorCodes.PackBroken"/>); the message names file and JSON path.</exception>
    public static SelectorPack Read(string file, ReadOnlyMemory<byte> utf8) => PackReader.Read(file, utf8, reader =>
    {
        if (reader.Number("schemaVersion") != SchemaVersion)
        {
            throw reader.Broken($"only schemaVersion {SchemaVersion} is understood");
        }

        PackRule[] rules = [.. reader.Items("rules", required: true).Select(PackRule.Read)];
        PackRule[] shells = [.. reader.Items("shells").Select(ReadShell)];
        return rules.Concat(shells).GroupBy(rule => rule.Id).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw reader.Broken($"the rule id '{twice.Key}' stands twice")
            : new SelectorPack(reader.Text("id"), reader.Text("version"), rules, shells);
    });

    private static PackRule ReadShell(PackReader reader)
    {
        var rule = PackRule.Read(reader);
        return rule.Targets.Count > 0 ? throw reader.Broken("there is nothing to touch on a page that was never built: a shell has no targets") : rule;
    }
}
