using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Gives replies their outer form: request ids, headers, and the shape of errors. The same form holds for the parts of a batch.</summary>
internal sealed class GraphReplyWriter(TimeProvider time)
{
    private const string ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    public async Task WriteAsync(HttpContext context, GraphReply reply)
    {
        var (headers, body) = Form(context, reply);
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        if (body is not null)
        {
            await Json.WriteAsync(context, body, reply.Error is null ? ContentType : "application/json; charset=utf-8").ConfigureAwait(false);
        }
    }

    /// <summary>Gives a reply as a part of a batch.</summary>
    public JsonObject Part(HttpContext context, string id, GraphReply reply)
    {
        var (headers, body) = Form(context, reply);
        var shown = new JsonObject();
        foreach (var (name, value) in headers)
        {
            shown[name] = value;
        }

        var part = new JsonObject { ["id"] = id, ["status"] = reply.Status, ["headers"] = shown };
        if (body is not null)
        {
            shown["Content-Type"] = "application/json";
            part["body"] = body;
        }

        return part;
    }

    private (Dictionary<string, string> Headers, JsonNode? Body) Form(HttpContext context, GraphReply reply)
    {
        var requestId = Guid.NewGuid().ToString();
        var clientRequestId = Guid.TryParse(context.Request.Headers["client-request-id"].ToString(), out var id) ? id.ToString() : requestId;
        var headers = new Dictionary<string, string>(reply.Headers)
        {
            ["request-id"] = requestId,
            ["client-request-id"] = clientRequestId,
            ["Cache-Control"] = "no-cache",
        };
        if (reply.Status == StatusCodes.Status401Unauthorized)
        {
            headers["WWW-Authenticate"] = "Bearer";
        }

        return (headers, reply.Error is not { } error ? reply.Body : new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = error.Code,
                ["message"] = error.Message,
                ["innerError"] = new JsonObject
                {
                    ["date"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                    ["request-id"] = requestId,
                    ["client-request-id"] = clientRequestId,
                },
            },
        });
    }
}
