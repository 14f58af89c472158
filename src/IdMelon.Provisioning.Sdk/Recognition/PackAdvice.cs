using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Recognition;

/// <summary>What is allowed in a pack file and still hardly meant, as far as the file by itself can tell.</summary>
internal static class PackAdvice
{
    /// <summary>The members that each part of a file may have; the schemas say the same.</summary>
    public static readonly FrozenDictionary<string, FrozenSet<string>> Members = new Dictionary<string, FrozenSet<string>>
    {
        ["structure"] = FrozenSet.Create("$schema", "id", "version", "schemaVersion", "extends", "without", "scopes", "rules", "shells"),
        ["rule"] = FrozenSet.Create("id", "before", "step", "host", "view", "confidence", "all", "targets", "optionalTargets", "refusal"),
        ["condition"] = FrozenSet.Create("fact", "equals", "css", "phrases", "ratio", "hasText", "exactly", "path", "account", "hosts", "knows", "any", "not"),
        ["way"] = FrozenSet.Create("css", "phrases", "saysFact", "last"),
        ["refusal"] = FrozenSet.Create("code", "number", "numberIn"),
        ["numberIn"] = FrozenSet.Create("css", "after"),
        ["phraseFile"] = FrozenSet.Create("$schema", "language", "also", "version", "schemaVersion", "phrases"),
        ["phrase"] = FrozenSet.Create("text", "evidence", "source", "seen"),
    }.ToFrozenDictionary();

    private static readonly (Regex Pattern, string Advice)[] Selectors;
    private static readonly FrozenDictionary<string, string> WeakSigns;

    static PackAdvice()
    {
        using var stream = typeof(PackAdvice).Assembly.GetManifestResourceStream("PackLint.json")!;
        using var document = JsonDocument.Parse(stream);
        Selectors = [.. document.RootElement.GetProperty("selectors").EnumerateArray().Select(item => (
            new Regex(item.GetProperty("pattern").GetString()!, RegexOptions.CultureInvariant),
            item.GetProperty("advice").GetString()!))];
        WeakSigns = document.RootElement.GetProperty("weakSigns").EnumerateArray()
            .ToFrozenDictionary(item => item.GetProperty("css").GetString()!, item => item.GetProperty("advice").GetString()!);
    }

    /// <summary>Gives advice on a file; none on one that cannot be read.</summary>
    public static IReadOnlyList<PackFinding> On(PackFile file)
    {
        var advice = new List<PackFinding>();
        try
        {
            PackReader.Read(file.Name, file.Utf8, [], root => Walk(root, advice));
        }
        catch (PackBrokenException)
        {
            // That is an error, and told as such by whoever reads the file for its meaning.
        }

        return advice;
    }

    private static bool Walk(PackReader root, List<PackFinding> advice)
    {
        if (root.Element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (!root.Element.TryGetProperty("$schema", out _))
        {
            Warn("$", "the member '$schema' is missing, by which an editor checks the file");
        }

        if (root.Element.TryGetProperty("language", out _))
        {
            Known("phraseFile", "$", root.Element);
            foreach (var (path, key) in Children("$", root.Element, "phrases"))
            {
                Each(path, key, (at, phrase) => Known("phrase", at, phrase));
            }

            return true;
        }

        Known("structure", "$", root.Element);
        foreach (var list in (string[])["rules", "shells"])
        {
            Each(PackJson.Member("$", list), Get(root.Element, list), Rule);
        }

        return true;

        void Warn(string path, string problem) => advice.Add(new PackFinding(root.File, path, problem, IsError: false));

        void Known(string part, string path, JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (var member in element.EnumerateObject())
            {
                if (!Members[part].Contains(member.Name))
                {
                    Warn(PackJson.Member(path, member.Name), "this member is not known and does nothing");
                }
                else if (member is { Name: "css" or "view", Value.ValueKind: JsonValueKind.String })
                {
                    foreach (var (pattern, problem) in Selectors)
                    {
                        if (pattern.IsMatch(member.Value.GetString()!))
                        {
                            Warn(PackJson.Member(path, member.Name), problem);
                        }
                    }
                }
            }
        }

        void Rule(string path, JsonElement rule)
        {
            Known("rule", path, rule);
            Each(path + ".all", Get(rule, "all"), Condition);
            if (Get(rule, "view").ValueKind != JsonValueKind.String && OnlySign(Get(rule, "all")) is { } css && WeakSigns.TryGetValue(css, out var problem))
            {
                Warn(path + ".all[0].css", problem);
            }

            foreach (var targets in (string[])["targets", "optionalTargets"])
            {
                foreach (var (at, ways) in Children(path, rule, targets))
                {
                    Each(at, ways, (where, way) => Known("way", where, way));
                }
            }

            Known("refusal", path + ".refusal", Get(rule, "refusal"));
            Known("numberIn", path + ".refusal.numberIn", Get(Get(rule, "refusal"), "numberIn"));
        }

        void Condition(string path, JsonElement condition)
        {
            Known("condition", path, condition);
            Each(path + ".any", Get(condition, "any"), Condition);
            if (Get(condition, "not") is { ValueKind: JsonValueKind.Object } not)
            {
                Condition(path + ".not", not);
            }
        }
    }

    private static string? OnlySign(JsonElement conditions) =>
        conditions.ValueKind == JsonValueKind.Array && conditions.GetArrayLength() == 1 && Get(conditions[0], "css") is { ValueKind: JsonValueKind.String } css
        && Get(conditions[0], "phrases").ValueKind == JsonValueKind.Undefined ? css.GetString() : null;

    private static JsonElement Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static IEnumerable<(string Path, JsonElement Value)> Children(string path, JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Object } parent
            ? parent.EnumerateObject().Select(member => (PackJson.Member(PackJson.Member(path, name), member.Name), member.Value))
            : [];

    private static void Each(string path, JsonElement list, Action<string, JsonElement> visit)
    {
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var (number, item) in list.EnumerateArray().Index())
            {
                visit($"{path}[{number}]", item);
            }
        }
    }
}
