using System.Collections.Frozen;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The phrases of one language, each with its evidence.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PhrasePack
{
    private PhrasePack(LanguageTag language, IReadOnlyList<LanguageTag> also, string version, FrozenDictionary<string, IReadOnlyList<Phrase>> phrases)
    {
        Language = language;
        Also = also;
        Version = version;
        Phrases = phrases;
    }

    /// <summary>Gets the language.</summary>
    public LanguageTag Language { get; }

    /// <summary>Gets the other tags by which pages name this language, such as <c>zh-CN</c> for <c>zh-Hans</c>.</summary>
    public IReadOnlyList<LanguageTag> Also { get; }

    /// <summary>Gets the pack's version.</summary>
    public string Version { get; }

    /// <summary>Gets the phrases by key.</summary>
    internal FrozenDictionary<string, IReadOnlyList<Phrase>> Phrases { get; }

    /// <summary>Reads a pack.</summary>
    /// <param name="file">The name for error messages.</param>
    /// <param name="utf8">The JSON text.</param>
    /// <exception cref="ProvisioningException">It is broken (<see cref="ErrorCodes.PackBroken"/>); the message names file and JSON path.</exception>
    public static PhrasePack Read(string file, ReadOnlyMemory<byte> utf8) => PackReader.Read(file, utf8, Read);

    internal static PhrasePack Read(PackReader reader)
    {
        PackHeader.Check(reader);
        if (!LanguageTag.TryParse(reader.Text("language"), out var language))
        {
            throw reader.Broken("'language' is not a language tag");
        }

        var phrases = new Dictionary<string, IReadOnlyList<Phrase>>(StringComparer.Ordinal);
        foreach (var (key, list) in reader.Each(reader.Members("phrases", required: true), member => (member.Name, member.Value.Each(member.Value.Elements(), ReadPhrase))))
        {
            phrases[key] = list;
        }

        return new PhrasePack(language, reader.Each(reader.Items("also"), ReadTag), reader.Text("version"), phrases.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>This pack, with the other one's lists in place of its own.</summary>
    internal PhrasePack OverriddenBy(PhrasePack other) => new(
        Language,
        [.. Also.Union(other.Also)],
        $"{Version} + {other.Version}",
        Phrases.Where(phrase => !other.Phrases.ContainsKey(phrase.Key)).Concat(other.Phrases).ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>This pack, speaking no longer for other tags.</summary>
    internal PhrasePack Without(IReadOnlyList<LanguageTag> tags) =>
        tags.Any(Also.Contains) ? new(Language, [.. Also.Except(tags)], Version, Phrases) : this;

    private static LanguageTag ReadTag(PackReader reader) =>
        LanguageTag.TryParse(reader.Value(), out var tag) ? tag : throw reader.Broken("it is not a language tag");

    private static Phrase ReadPhrase(PackReader reader)
    {
        // Unverified wording has no place in a pack: what nobody has seen is not recognized by its words.
        var evidence = reader.Text("evidence") switch
        {
            "confirmed" => PhraseEvidence.Confirmed,
            "human" => PhraseEvidence.Human,
            "machine" => PhraseEvidence.Machine,
            _ => throw reader.Broken("'evidence' is one of confirmed, human, machine"),
        };

        _ = reader.Text("source");
        var text = PhraseText.Comparable(reader.Text("text"));
        if (text.Replace(PhraseText.Placeholder, "", StringComparison.Ordinal).Length == 0)
        {
            throw reader.Broken("'text' is empty");
        }

        if (text.Contains(PhraseText.Placeholder, StringComparison.Ordinal) && text.Replace(PhraseText.Placeholder, "", StringComparison.Ordinal).Any(char.IsDigit))
        {
            throw reader.Broken("'text' has both a placeholder and a digit");
        }

        return new Phrase(text, evidence);
    }
}
