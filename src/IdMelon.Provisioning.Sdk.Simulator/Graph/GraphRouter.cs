using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>
/// Finds the route of an address. <c>/me</c> is found as the user it stands for, <c>users('x')</c> as <c>users/x</c>, and <c>f(a=1)</c> as <c>f()/a=1</c>.
/// </summary>
/// <remarks>
/// The framework's own routing would not do: the parts of a batch have no connection of their own, and an address nobody knows must be answered in OData's form with the
/// segment that is wrong.
/// </remarks>
internal sealed partial class GraphRouter(IReadOnlyList<GraphRoute> routes)
{
    /// <summary>What came of an address: a route with its values, or the error.</summary>
    /// <param name="Route">The route.</param>
    /// <param name="Version">The version in the address.</param>
    /// <param name="Values">What the variable segments say.</param>
    /// <param name="IsMe">Whether the user is the one who is signed in.</param>
    /// <param name="Refusal">The error, if there is no route.</param>
    public sealed record Found(GraphRoute? Route, string Version, IReadOnlyDictionary<string, string> Values, bool IsMe, GraphReply? Refusal);

    public Found Find(string method, string path)
    {
        var segments = Segments(path);
        var version = segments.Count > 0 ? segments[0] : "";
        if (version is not ("v1.0" or "beta"))
        {
            return Refused(version, GraphError.UnknownVersion(version));
        }

        segments.RemoveAt(0);
        var isMe = segments.Count > 0 && segments[0].Equals("me", StringComparison.OrdinalIgnoreCase);
        if (isMe)
        {
            segments[0] = "users";
            segments.Insert(1, "");
        }

        var here = routes.Where(route => route.Versions.Contains(version) && Matches(route, segments) == route.Segments.Length && segments.Count == route.Segments.Length).ToList();

        // A literal segment goes before a variable one.
        var candidates = here.OrderBy(route => route.Segments.Count(IsVariable)).ToList();
        if (candidates.Find(route => route.Method == method) is { } found && found.Segments.Count(IsVariable) == candidates[0].Segments.Count(IsVariable))
        {
            return new(found, version, Values(found, segments), isMe, null);
        }

        if (candidates.Count > 0)
        {
            var fewest = candidates[0].Segments.Count(IsVariable);
            var allowed = string.Join(", ", candidates.Where(route => route.Segments.Count(IsVariable) == fewest).Select(route => route.Method).Distinct());
            return Refused(version, ((GraphReply)GraphError.WrongMethod).With("Allow", allowed));
        }

        var known = routes.Where(route => route.Versions.Contains(version)).Select(route => Matches(route, segments)).DefaultIfEmpty().Max();
        return Refused(version, GraphError.UnknownSegment(known < segments.Count ? segments[known] : segments.Count > 0 ? segments[^1] : ""));
    }

    private static Found Refused(string version, GraphReply refusal) => new(null, version, new Dictionary<string, string>(), false, refusal);

    private static List<string> Segments(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).SelectMany(segment => Parentheses().Match(segment) is not { Success: true } match ? (string[])[segment]
            : match.Groups["key"].Success ? [match.Groups["name"].Value, match.Groups["key"].Value.Replace("''", "'", StringComparison.Ordinal)]
            : [match.Groups["name"].Value + "()", match.Groups["arguments"].Value])];

    private static bool IsVariable(string segment) => segment[0] == '{';

    /// <summary>How many segments from the start fit the route.</summary>
    private static int Matches(GraphRoute route, List<string> segments)
    {
        var count = 0;
        while (count < route.Segments.Length && count < segments.Count
            && (IsVariable(route.Segments[count]) || route.Segments[count].Equals(segments[count], StringComparison.OrdinalIgnoreCase)))
        {
            count++;
        }

        return count;
    }

    private static Dictionary<string, string> Values(GraphRoute route, List<string> segments) =>
        route.Segments.Index().Where(segment => IsVariable(segment.Item)).ToDictionary(segment => segment.Item.Trim('{', '}'), segment => segments[segment.Index]);

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9]+)\((?:'(?<key>.+)'|(?<arguments>[A-Za-z]+=.*))\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Parentheses();
}
