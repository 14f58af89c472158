namespace IdMelon.Provisioning.Simulator.Graph.OData;

/// <summary>What can be asked of one kind of entities.</summary>
/// <param name="Members">All members.</param>
/// <param name="Filterable">The members that filters may name, as paths.</param>
/// <param name="Sortable">The members that may be sorted by.</param>
/// <param name="Default">The members shown if none are selected; null for all.</param>
internal sealed record EntitySet(IReadOnlyList<string> Members, IReadOnlyList<string> Filterable, IReadOnlyList<string> Sortable, IReadOnlyList<string>? Default = null)
{
    /// <summary>The filterable members that are times; the others are texts or flags.</summary>
    public IReadOnlyList<string> Times { get; init; } = [];

    /// <summary>The filterable members that are flags.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>The options that collections of these entities take.</summary>
    public static readonly string[] Options = ["$select", "$filter", "$top", "$count", "$orderby", "$skiptoken"];

    /// <summary>How many entities a page has that asks for no number.</summary>
    public const int PageSize = 100;
}
