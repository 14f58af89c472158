using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Carries out the parts of a <c>$batch</c>, each as a call of its own with the token of the whole.</summary>
internal static class GraphBatch
{
    private static readonly GraphError FailedDependency = new(424, "FailedDependency", "A request this one depends on has failed.");

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
            var context = Context(outer, version, part);
            var reply = part.DependsOn.Any(id => statuses[id] >= 400) ? FailedDependency : await answer(context).ConfigureAwait(false);
            if (reply is null)
            {
                return null;
            }

            statuses[part.Id] = reply.Status;
            responses.Add((JsonNode)writer.Part(context, part.Id, reply));
        }

        return GraphReply.Ok(new JsonObject { ["responses"] = responses });
    }

    private static DefaultHttpContext Context(HttpContext outer, string version, BatchPart part)
    {
        var context = new DefaultHttpContext { RequestServices = outer.RequestServices, TraceIdentifier = outer.TraceIdentifier };

        // Whoever breaks off a part breaks off the whole: it has no stream of its own.
        context.Features.Set(outer.Features.Get<IHttpRequestLifetimeFeature>());
        var request = context.Request;
        request.Method = part.Method;
        request.Scheme = outer.Request.Scheme;
        request.Host = outer.Request.Host;
        var question = part.Url.IndexOf('?', StringComparison.Ordinal);
        request.Path = PathString.FromUriComponent($"/{version}/{(question < 0 ? part.Url : part.Url[..question]).TrimStart('/')}");
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
