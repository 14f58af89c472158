using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning;

/// <summary>A BCP 47 language tag such as <c>de</c> or <c>pt-BR</c>, compared without case.</summary>
public readonly record struct LanguageTag
{
    private readonly string? text;

    private LanguageTag(string text) => this.text = text;

    /// <summary>Gets the primary language, such as <c>pt</c> of <c>pt-BR</c>.</summary>
    public string Primary => ToString().Split('-')[0];

    /// <summary>Reads a tag.</summary>
    /// <exception cref="FormatException">It is not a language tag.</exception>
    public static LanguageTag Parse(string text) =>
        TryParse(text, out var tag) ? tag : throw new FormatException("A language tag looks like 'de' or 'pt-BR'.");

    /// <summary>Tries to read a tag.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LanguageTag tag)
    {
        tag = default;
        if (string.IsNullOrEmpty(text) || text.Length > 35)
        {
            return false;
        }

        var parts = text.Split('-');
        if (parts[0].Length is < 2 or > 8 || !parts[0].All(char.IsAsciiLetter) || parts.Any(part => part.Length is 0 or > 8 || !part.All(char.IsAsciiLetterOrDigit)))
        {
            return false;
        }

        // Canonical casing of RFC 5646 §2.1.1: language lower, script title, region upper.
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = (i, parts[i].Length) switch
            {
                ( > 0, 2) => parts[i].ToUpperInvariant(),
                ( > 0, 4) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..].ToLowerInvariant(),
                _ => parts[i].ToLowerInvariant(),
            };
        }

        tag = new LanguageTag(string.Join('-', parts));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => text ?? "und";
}
