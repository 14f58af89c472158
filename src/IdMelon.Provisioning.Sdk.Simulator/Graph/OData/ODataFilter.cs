using System.Globalization;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Graph.OData;

/// <summary>
/// Understands a filter: <c>and</c>, <c>or</c>, parentheses, comparisons of a member with a literal, <c>startswith</c> and <c>any</c>. Everything else is refused by name, so
/// that no client believes it was obeyed.
/// </summary>
internal sealed class ODataFilter
{
    private const int DeepestNesting = 16;
    private readonly FilterTokens tokens;
    private readonly EntitySet set;
    private int depth;

    private ODataFilter(string filter, EntitySet set)
    {
        tokens = new FilterTokens(filter);
        this.set = set;
    }

    /// <summary>Makes a test out of a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="set">The entities, with the members that may be filtered by.</param>
    /// <exception cref="ODataException">It is no filter, or not one that is understood here.</exception>
    public static Func<JsonObject, bool> Read(string filter, EntitySet set)
    {
        var reader = new ODataFilter(filter, set);
        var test = reader.Or("", "");
        return reader.tokens.IsAtEnd ? test : throw new ODataException("Invalid filter clause: something follows where it should end.");
    }

    private Func<JsonObject, bool> Or(string variable, string prefix)
    {
        var left = And(variable, prefix);
        while (tokens.TryTake("or"))
        {
            var (first, second) = (left, And(variable, prefix));
            left = item => first(item) || second(item);
        }

        return left;
    }

    private Func<JsonObject, bool> And(string variable, string prefix)
    {
        var left = Term(variable, prefix);
        while (tokens.TryTake("and"))
        {
            var (first, second) = (left, Term(variable, prefix));
            left = item => first(item) && second(item);
        }

        return left;
    }

    private Func<JsonObject, bool> Term(string variable, string prefix)
    {
        if (!tokens.TryTake("("))
        {
            return Test(tokens.Next(), variable, prefix);
        }

        if (++depth > DeepestNesting)
        {
            throw new ODataException("Invalid filter clause: it is nested too deeply.");
        }

        var inner = Or(variable, prefix);
        tokens.Take(")");
        depth--;
        return inner;
    }

    private Func<JsonObject, bool> Test(string word, string variable, string prefix)
    {
        if (word == "startswith")
        {
            tokens.Take("(");
            var (path, type) = Member(tokens.Next(), variable, prefix);
            tokens.Take(",");
            var start = Literal(tokens.Next()) as string;
            tokens.Take(")");
            return start is not null && type == typeof(string)
                ? item => Read(item, path) is string text && text.StartsWith(start, StringComparison.OrdinalIgnoreCase)
                : throw new ODataException("Invalid filter clause: startswith wants a text.");
        }

        if (word.EndsWith("/any", StringComparison.Ordinal) && variable.Length == 0)
        {
            return Any(word[..^"/any".Length]);
        }

        var (member, wanted) = Member(word, variable, prefix);
        var verb = tokens.Next();
        var literal = Literal(tokens.Next());
        if (literal is not null && literal.GetType() != wanted)
        {
            throw new ODataException($"Invalid filter clause: '{word}' cannot be compared with a value of another type.");
        }

        return verb switch
        {
            "eq" => item => Compare(Read(item, member), literal) == 0,
            "ge" => item => Compare(Read(item, member), literal) >= 0,
            "le" => item => Compare(Read(item, member), literal) <= 0,
            "gt" => item => Compare(Read(item, member), literal) > 0,
            "lt" => item => Compare(Read(item, member), literal) < 0,
            _ => throw new ODataException($"Unsupported or invalid query filter clause specified for property '{word}'."),
        };
    }

    private Func<JsonObject, bool> Any(string collection)
    {
        tokens.Take("(");
        var variable = tokens.Next();
        tokens.Take(":");
        var test = Or(variable, collection + "/");
        tokens.Take(")");
        return item => item[collection] is JsonArray elements && elements.OfType<JsonObject>().Any(test);
    }

    /// <summary>The path and the type of a member, below the variable where there is one.</summary>
    private (string[] Path, Type Type) Member(string word, string variable, string prefix)
    {
        var path = variable.Length == 0 ? word : word.StartsWith(variable + "/", StringComparison.Ordinal) ? word[(variable.Length + 1)..] : "";
        var type = set.Times.Contains(prefix + path) ? typeof(DateTimeOffset) : set.Flags.Contains(prefix + path) ? typeof(bool) : typeof(string);
        return set.Filterable.Contains(prefix + path) ? (path.Split('/'), type) : throw new ODataException($"Unsupported or invalid query filter clause specified for property '{word}'.");
    }

    private static object? Literal(string token) =>
        token.Length > 1 && token[0] == '\'' && token[^1] == '\'' ? token[1..^1].Replace("''", "'", StringComparison.Ordinal)
        : token == "true" ? true
        : token == "false" ? false
        : token == "null" ? null
        : DateTimeOffset.TryParse(token, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new ODataException($"Invalid filter clause: '{token}' is no literal.");

    private static object? Read(JsonObject item, string[] path)
    {
        JsonNode? node = item;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node is not JsonValue value ? null : value.TryGetValue<bool>(out var flag) ? flag : value.TryGetValue<string>(out var text) ? text : null;
    }

    /// <summary>Compares as the literal's type wants; null means that the two cannot be compared, which no test passes.</summary>
    private static int? Compare(object? value, object? literal) => (value, literal) switch
    {
        (null, null) => 0,
        (string text, DateTimeOffset time) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).CompareTo(time),
        (string text, string other) => string.Compare(text, other, StringComparison.OrdinalIgnoreCase),
        (bool flag, bool other) => flag == other ? 0 : null,
        _ => null,
    };
}
