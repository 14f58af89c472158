using System.Text.Json;

namespace IdMelon.Provisioning.Recognition;

/// <summary>What JSON allows and a pack file does not: members that stand twice, texts that are no text.</summary>
internal static class PackJson
{
    /// <summary>The problem of a file that cannot be read on.</summary>
    public const string NotUnicode = "it is not a text in Unicode";

    /// <summary>Walks through everything, whether a reader will ask for it or not.</summary>
    public static IEnumerable<PackFinding> Problems(string file, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    if (NameOf(member) is not { } name)
                    {
                        yield return new PackFinding(file, path, NotUnicode, IsError: true);
                        continue;
                    }

                    var at = Member(path, name);
                    if (!names.Add(name))
                    {
                        yield return new PackFinding(file, at, "it stands twice", IsError: true);
                    }

                    foreach (var problem in Problems(file, at, member.Value))
                    {
                        yield return problem;
                    }
                }

                break;

            case JsonValueKind.Array:
                foreach (var (number, item) in element.EnumerateArray().Index())
                {
                    foreach (var problem in Problems(file, $"{path}[{number}]", item))
                    {
                        yield return problem;
                    }
                }

                break;

            case JsonValueKind.String when TextOf(element) is null:
                yield return new PackFinding(file, path, NotUnicode, IsError: true);
                break;
        }
    }

    /// <summary>The JSON path of a member (RFC 9535).</summary>
    public static string Member(string path, string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? $"{path}.{name}"
            : $"{path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // The parser lets half a surrogate pair and broken UTF-8 pass; reading the text is what fails.
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
