using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>Sends many reading requests in one (<c>$batch</c>). Those that were throttled inside of a batch, which the pipeline does not see, are sent again as Graph asks.</summary>
/// <param name="client">The client.</param>
/// <param name="retry">How the pipeline repeats a batch as a whole.</param>
/// <param name="patience">How long a batch may wait, all in all, because parts of it were throttled.</param>
/// <param name="time">The clock.</param>
internal sealed class GraphBatch(GraphServiceClient client, IRequestOption retry, TimeSpan patience, TimeProvider time)
{
    /// <summary>The most requests that Graph takes in one batch.</summary>
    public const int Most = 20;

    private const int MostRounds = 4;

    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    /// <summary>Sends up to <see cref="Most"/> requests.</summary>
    /// <returns>The answers by id; one that did not come is missing.</returns>
    public async Task<IReadOnlyDictionary<string, BatchAnswer>> SendAsync(IReadOnlyList<BatchCall> calls, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, BatchAnswer>(StringComparer.Ordinal);
        var (open, waited) = (calls, TimeSpan.Zero);
        for (var round = 1; ; round++)
        {
            foreach (var (id, answer) in await SendOnceAsync(open, cancellationToken).ConfigureAwait(false))
            {
                answers[id] = answer;
            }

            open = [.. open.Where(call => answers.TryGetValue(call.Id, out var answer) && answer.IsThrottled)];
            var wait = open.Select(call => answers[call.Id].RetryAfter ?? TimeSpan.FromSeconds(1 << round)).DefaultIfEmpty().Max();
            waited += wait;
            if (open.Count == 0 || round == MostRounds || waited > patience)
            {
                return answers;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<(string Id, BatchAnswer Answer)>> SendOnceAsync(IReadOnlyList<BatchCall> calls, CancellationToken cancellationToken)
    {
        var request = new RequestInformation { HttpMethod = Method.POST, UrlTemplate = "{+baseurl}/$batch" };
        request.Headers.Add("Accept", "application/json");
        request.AddRequestOptions([retry]);
        var body = new JsonObject { ["requests"] = new JsonArray([.. calls.Select(call => call.ToJson())]) };
        request.SetStreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString())), "application/json");
        var stream = await client.RequestAdapter.SendPrimitiveAsync<Stream>(request, Errors, cancellationToken).ConfigureAwait(false) ?? throw new JsonException();
        await using (stream.ConfigureAwait(false))
        {
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            var responses = document.RootElement.List("responses") ?? throw new JsonException();
            return [.. responses.Where(part => part.Text("id") is not null).Select(part => (part.Text("id")!, BatchAnswer.Read(part)))];
        }
    }
}
