using System.Collections.Frozen;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The phrases of one language, each with its evidence.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PhrasePack
{
    private PhrasePack(LanguageTag language, string version, FrozenDictionary<string, IReadOnlyList<string>> phrases)
    {
        Language = language;
        Version = version;
        Phrases = phrases;
    }

    /// <summary>Gets the language.</summary>
    public LanguageTag Language { get; }

    /// <summary>Gets the pack's version.</summary>
    public string Version { get; }

    /// <summary>Gets the phrases by key, in their comparable form.</summary>
    internal FrozenDictionary<string, IReadOnlyList<string>> Phrases { get; }

    /// <summary>Reads a pack.</summary>
    /// <param name="file">The name for error messages.</param>
    /// <param name="utf8">The JSON text.</param>
    /// <exception cref="ProvisioningException">It is broken (<see cref="ErrorCodes.PackBroken"/>); the message names file and JSON path.</exception>
    public static PhrasePack Read(string file, ReadOnlyMemory<byte> utf8) => PackReader.Read(file, utf8, reader =>
    {
        if (reader.Number("schemaVersion") != SelectorPack.SchemaVersion)
        {
            throw reader.Broken($"only schemaVersion {SelectorPack.SchemaVersion} is understood");
        }

        if (!LanguageTag.TryParse(reader.Text("language"), out var language))
        {
            throw reader.Broken("'language' is not a language tag");
        }

        var phrases = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, list) in reader.Members("phrases"))
        {
            phrases.Add(key, [.. list.Elements().Select(ReadPhrase)]);
        }

        return new PhrasePack(language, reader.Text("version"), phrases.ToFrozenDictionary(StringComparer.Ordinal));
    });

    private static string ReadPhrase(PackReader reader)
    {
        // Unverified wording has no place in a pack: what nobody has seen is not recognized by its words.
        if (reader.Text("evidence") is not ("confirmed" or "human" or "machine"))
        {
            throw reader.Broken("'evidence' is one of confirmed, human, machine");
        }

        _ = reader.Text("source");
        var text = PhraseText.Comparable(reader.Text("text"));
        return text.Length == 0 ? throw reader.Broken("'text' is empty") : text;
    }
}
