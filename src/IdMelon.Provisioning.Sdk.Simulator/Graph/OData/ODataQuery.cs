using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph.OData;

/// <summary>The OData options of a call. What has no dollar sign is none of OData's business and is not looked at here.</summary>
internal sealed record ODataQuery(IReadOnlyDictionary<string, string> Options)
{
    public string? Filter => Options.GetValueOrDefault("$filter");

    public IReadOnlyList<string> Select => Names("$select");

    public string? OrderBy => Options.GetValueOrDefault("$orderby");

    public string? SkipToken => Options.GetValueOrDefault("$skiptoken");

    public bool Counts => Options.GetValueOrDefault("$count") == "true";

    public int? Top => Options.TryGetValue("$top", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) ? top : null;

    /// <summary>Reads the options; those that the call does not take, come twice or make no sense are refused.</summary>
    public static (ODataQuery Query, GraphError? Error) Read(IQueryCollection query, IReadOnlyList<string> allowed)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in query)
        {
            if (!name.StartsWith('$'))
            {
                continue;
            }

            if (!allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return (new(options), GraphError.UnsupportedQuery($"The query option '{(name.Length > 40 ? name[..40] : name)}' is not supported here."));
            }

            if (values.Count != 1)
            {
                return (new(options), GraphError.Bad($"The query option '{name}' may be given once."));
            }

            options[name] = values.ToString();
        }

        var read = new ODataQuery(options);
        return (read, options.ContainsKey("$top") && read.Top is not (>= 1 and <= 999) ? GraphError.Bad("Invalid page size specified. It must be between 1 and 999.")
            : options.TryGetValue("$count", out var count) && count is not ("true" or "false") ? GraphError.Bad("The value of '$count' must be true or false.")
            : null);
    }

    private string[] Names(string option) =>
        Options.GetValueOrDefault(option)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
