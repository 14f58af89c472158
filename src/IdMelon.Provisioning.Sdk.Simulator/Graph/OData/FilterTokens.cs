using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Simulator.Graph.OData;

/// <summary>Cuts a filter into words, literals and signs.</summary>
internal sealed partial class FilterTokens
{
    private const int LongestFilter = 4096;
    private readonly List<string> tokens = [];
    private int position;

    public FilterTokens(string filter)
    {
        if (filter.Length > LongestFilter)
        {
            throw new ODataException("Invalid filter clause: it is too long.");
        }

        for (var index = 0; index < filter.Length;)
        {
            var match = Token().Match(filter, index);
            if (!match.Success)
            {
                throw new ODataException($"Invalid filter clause at position {index}.");
            }

            if (match.Groups["token"].Success)
            {
                tokens.Add(match.Groups["token"].Value);
            }

            index += match.Length;
        }
    }

    public bool IsAtEnd => position == tokens.Count;

    public string Next() => position < tokens.Count ? tokens[position++] : throw new ODataException("Invalid filter clause: it ends too early.");

    public bool TryTake(string token)
    {
        if (position < tokens.Count && tokens[position] == token)
        {
            position++;
            return true;
        }

        return false;
    }

    public void Take(string token)
    {
        if (!TryTake(token))
        {
            throw new ODataException($"Invalid filter clause: '{token}' is missing.");
        }
    }

    // A literal in quotes, a time or number, a path such as a/b, or one sign.
    [GeneratedRegex(@"\G(?:\s+|(?<token>'(?:[^']|'')*'|-?[0-9][0-9A-Za-z.:+\-]*|[A-Za-z_@][A-Za-z0-9_.]*(?:/[A-Za-z_][A-Za-z0-9_.]*)*|[(),:]))", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
