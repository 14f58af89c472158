using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Carries out the parts of a <c>$batch</c>, each as a call of its own with the token of the whole.</summary>
internal static class GraphBatch
{
    private static readonly GraphError FailedDependency = new(424, "FailedDependency", "A request this one depends on has failed.");

    private static readonly GraphError MalformedPath = GraphError.Bad("The url has an escape that cannot be read.");

    /// <summary>Carries out the batch.</summary>
    /// <param name="outer">The request that brings it.</param>
    /// <param name="version">The version of Graph.</param>
    /// <param name="answer">Answers one part; null means that the call was broken off instead.</param>
    /// <param name="writer">Gives the replies their form.</param>
    /// <returns>The reply, or null if the call was broken off.</returns>
    public static async Task<GraphReply?> RunAsync(HttpContext outer, string version, Func<HttpContext, Task<GraphReply?>> answer, GraphReplyWriter writer)
    {
        var (body, error) = await GraphBody.ReadObjectAsync(outer).ConfigureAwait(false);
        if (body is null)
        {
            return error!;
        }

        var (parts, refusal) = BatchPart.Read(body);
        if (refusal is not null)
        {
            return refusal;
        }

        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        var responses = new JsonArray();
        foreach (var part in parts)
        {
            var path = PathOf(part);
            var context = Context(outer, version, part, path ?? "");
            var reply = part.DependsOn.Any(id => statuses[id] >= 400) ? FailedDependency
                : path is null ? MalformedPath
                : await answer(context).ConfigureAwait(false);
            if (reply is null)
            {
                return null;
            }

            statuses[part.Id] = reply.Status;
            responses.Add((JsonNode)writer.Part(context, part.Id, reply));
        }

        return GraphReply.Ok(new JsonObject { ["responses"] = responses });
    }

    /// <summary>The path of a part, still escaped; null if it has an escape that stands for nothing, or for no character of a path. A server refuses such a request line, too.</summary>
    private static string? PathOf(BatchPart part)
    {
        var path = part.Url.Split('?', 2)[0].TrimStart('/');
        var escapes = path.Split('%').Skip(1);
        return escapes.All(escape => escape.Length >= 2 && char.IsAsciiHexDigit(escape[0]) && char.IsAsciiHexDigit(escape[1]))
            && WebUtility.UrlDecodeToBytes(Encoding.UTF8.GetBytes(path), 0, Encoding.UTF8.GetByteCount(path)) is { } bytes
            && Utf8.IsValid(bytes) && !bytes.Contains((byte)0) ? path : null;
    }

    private static DefaultHttpContext Context(HttpContext outer, string version, BatchPart part, string path)
    {
        var context = new DefaultHttpContext { RequestServices = outer.RequestServices, TraceIdentifier = outer.TraceIdentifier };

        // Whoever breaks off a part breaks off the whole: it has no stream of its own.
        context.Features.Set(outer.Features.Get<IHttpRequestLifetimeFeature>());
        var request = context.Request;
        request.Method = part.Method;
        request.Scheme = outer.Request.Scheme;
        request.Host = outer.Request.Host;
        var question = part.Url.IndexOf('?', StringComparison.Ordinal);
        request.Path = PathString.FromUriComponent($"/{version}/{path}");
        request.QueryString = question < 0 ? QueryString.Empty : new QueryString(part.Url[question..]);
        foreach (var (name, value) in part.Headers)
        {
            request.Headers[name] = value;
        }

        request.Headers.Authorization = outer.Request.Headers.Authorization;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(part.Body?.ToJsonString() ?? ""));
        return context;
    }
}
