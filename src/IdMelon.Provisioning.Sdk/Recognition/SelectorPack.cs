namespace IdMelon.Provisioning.Recognition;

/// <summary>A structure pack: rules without words, in order of trust.</summary>
/// <remarks>Immutable and thread-safe. Its JSON form is described by <c>pack.schema.json</c>.</remarks>
public sealed class SelectorPack
{
    /// <summary>The schema version that this library reads.</summary>
    public const int SchemaVersion = 1;

    internal SelectorPack(string id, string version, IReadOnlyList<PackRule> rules, IReadOnlyList<PackRule> shells)
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
    /// <exception cref="ProvisioningException">It is broken, or an extension, which only <see cref="PackSet.With"/> understands (<see cref="ErrorCodes.PackBroken"/>); the message names file and JSON path.</exception>
    public static SelectorPack Read(string file, ReadOnlyMemory<byte> utf8) => PackReader.Read(file, utf8, reader =>
    {
        var pack = PackStructureFile.Read(reader);
        return pack.Extends is null ? pack.Whole() : throw reader.Broken("an extension is nothing by itself");
    });
}
