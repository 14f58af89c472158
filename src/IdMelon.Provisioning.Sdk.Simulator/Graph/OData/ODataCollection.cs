using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace IdMelon.Provisioning.Simulator.Graph.OData;

/// <summary>Answers for collections: filters, sorts, cuts into pages, selects.</summary>
internal static class ODataCollection
{
    private static readonly GraphError ExpiredPage =
        new(400, "Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.");

    /// <summary>Answers with a page of the items. As far as the query lets it, only those of the page get their form.</summary>
    /// <param name="request">The call.</param>
    /// <param name="context">What the collection is called.</param>
    /// <param name="items">All items.</param>
    /// <param name="idOf">The id of an item.</param>
    /// <param name="shape">Gives an item all its members; null for one that is gone meanwhile.</param>
    /// <param name="set">What can be asked of such items.</param>
    public static GraphReply Page<T>(GraphRequest request, string context, IReadOnlyList<T> items, Func<T, Guid> idOf, Func<T, JsonObject?> shape, EntitySet set)
    {
        var query = request.Query;
        if (Unknown(query.Select, set) is { } unknown)
        {
            return GraphError.WrongMember(unknown);
        }

        Func<JsonObject, bool> test;
        IReadOnlyList<T> ordered;
        try
        {
            test = query.Filter is { } filter ? ODataFilter.Read(filter, set) : static _ => true;
            ordered = query.OrderBy is { } order ? Sorted(items, shape, order, set) : items;
        }
        catch (ODataException exception)
        {
            return GraphError.UnsupportedQuery(exception.Message);
        }

        var first = 0;
        if (query.SkipToken is { } token && (first = After(ordered, idOf, token)) == 0)
        {
            return ExpiredPage;
        }

        var size = query.Top ?? EntitySet.PageSize;
        var page = ordered.Skip(first).Select(shape).OfType<JsonObject>().Where(test).Take(size + 1).ToList();
        var goesOn = page.Count > size;
        var body = new JsonObject { ["@odata.context"] = request.Context(context) + Selection(query) };

        // Without the header the count is not given; that it is silently left out is inferred.
        if (query.Counts && request.Http.Request.Headers["ConsistencyLevel"] == "eventual")
        {
            body["@odata.count"] = query.Filter is null ? items.Count : items.Select(shape).OfType<JsonObject>().Count(test);
        }

        if (goesOn)
        {
            page.RemoveAt(size);
            body["@odata.nextLink"] = Next(request, (string)page[^1]["id"]!);
        }

        body["value"] = new JsonArray([.. page.Select(item => Selected(item, query.Select, set))]);
        return GraphReply.Ok(body);
    }

    /// <summary>Answers with one entity.</summary>
    public static GraphReply One(GraphRequest request, string context, JsonObject item, EntitySet set) => Unknown(request.Query.Select, set) is { } unknown
        ? GraphError.WrongMember(unknown)
        : GraphReply.Ok(GraphFormat.Entity(request.Context(context) + Selection(request.Query), Selected(item, request.Query.Select, set)));

    private static string? Unknown(IReadOnlyList<string> selected, EntitySet set) => selected.FirstOrDefault(name => !set.Members.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string Selection(ODataQuery query) => query.Select.Count > 0 ? $"({string.Join(',', query.Select)})" : "";

    private static JsonObject Selected(JsonObject item, IReadOnlyList<string> selected, EntitySet set)
    {
        var wanted = selected.Count > 0 ? selected : set.Default;
        if (wanted is null)
        {
            return item;
        }

        var shown = new JsonObject();
        foreach (var (name, value) in item)
        {
            if (name.StartsWith('@') || wanted.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                shown[name] = value?.DeepClone();
            }
        }

        return shown;
    }

    private static IReadOnlyList<T> Sorted<T>(IReadOnlyList<T> items, Func<T, JsonObject?> shape, string order, EntitySet set)
    {
        var parts = order.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 1 or > 2 || !set.Sortable.Contains(parts[0]) || (parts.Length == 2 && parts[1] is not ("asc" or "desc")))
        {
            throw new ODataException("Unsupported or invalid '$orderby'.");
        }

        Func<T, string> key = item => (string?)shape(item)?[parts[0]] ?? "";
        return [.. parts is [_, "desc"] ? items.OrderByDescending(key, StringComparer.OrdinalIgnoreCase) : items.OrderBy(key, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The place after the entity that the token names; 0 if it is not there any more.</summary>
    private static int After<T>(IReadOnlyList<T> items, Func<T, Guid> idOf, string token)
    {
        if (!Base64Url.IsValid(token) || !Guid.TryParse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)), out var id))
        {
            return 0;
        }

        for (var index = 0; index < items.Count; index++)
        {
            if (idOf(items[index]) == id)
            {
                return index + 1;
            }
        }

        return 0;
    }

    private static string Next(GraphRequest request, string lastId)
    {
        var query = new QueryBuilder(request.Http.Request.Query
            .Where(option => !option.Key.Equals("$skiptoken", StringComparison.OrdinalIgnoreCase))
            .SelectMany(option => option.Value, (option, value) => KeyValuePair.Create(option.Key, value ?? "")))
        {
            { "$skiptoken", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(lastId)) },
        };
        return $"https://{request.Http.Request.Host.Host}{request.Http.Request.Path.ToUriComponent()}{query.ToQueryString()}";
    }
}
