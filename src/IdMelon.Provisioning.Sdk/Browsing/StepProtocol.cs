using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Browsing;

/// <summary>What goes between an adapter and <see cref="PageScripts.Step"/>.</summary>
public static class StepProtocol
{
    // The script's whole reply where it must not look.
    private const string NotLooked = """{"elsewhere":true}""";

    /// <summary>Writes the script's one argument: a list with the request first, and after it each text that is to be typed.</summary>
    /// <remarks>
    /// Texts are kept apart from the request, so that no parser of the page ever reads one, and the script takes none before it has checked where it is.
    /// The list goes to the page and nowhere else.
    /// </remarks>
    /// <param name="actions">Fills and clicks, or the wish for a language; an adapter does a <see cref="PageAction.Navigate"/> by its driver first.</param>
    /// <param name="until">Which page to wait for.</param>
    public static string[] Write(IEnumerable<PageAction> actions, CaptureRequest until)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(until);
        var list = new JsonArray();
        var argument = new List<string> { "" };
        foreach (var action in actions)
        {
            JsonNode item = action switch
            {
                PageAction.Fill fill => new JsonObject { ["kind"] = "fill", ["snapshot"] = fill.Target.SnapshotId, ["control"] = fill.Target.Number, ["text"] = argument.Count, ["hosts"] = Hosts(fill.Hosts) },
                PageAction.Click click => new JsonObject { ["kind"] = "click", ["snapshot"] = click.Target.SnapshotId, ["control"] = click.Target.Number },
                PageAction.AskLanguage ask => new JsonObject { ["kind"] = "language", ["snapshot"] = ask.SnapshotId, ["language"] = ask.Language.ToString(), ["hosts"] = Hosts(ask.Hosts) },
                _ => throw new ArgumentException("Only fills and clicks are done by the page's script.", nameof(actions)),
            };
            list.Add(item);
            if (action is PageAction.Fill { Text: var text })
            {
                argument.Add(text.Reveal());
            }
        }

        argument[0] = new JsonObject
        {
            ["actions"] = list,
            ["since"] = until.Since,
            ["patience"] = (int)until.Patience.TotalMilliseconds,
            ["account"] = until.ExpectedAccount,
            ["hosts"] = Hosts(until.Hosts),
        }.ToJsonString();
        return [.. argument];
    }

    /// <summary>Reads the page's reply to a request that names hosts, see <see cref="CaptureRequest.Hosts"/>.</summary>
    /// <returns><see cref="PageObservation.Seen"/>, or <see cref="PageObservation.Elsewhere"/>.</returns>
    /// <exception cref="ProvisioningException">It is not a reply of the shared script (<see cref="ErrorCodes.BrowserLost"/>).</exception>
    public static PageObservation ReadReply(string reply) => reply == NotLooked ? new PageObservation.Elsewhere() : Read(reply);

    /// <summary>Reads the page's reply with a snapshot in it.</summary>
    /// <exception cref="ProvisioningException">It is not a reply of the shared script (<see cref="ErrorCodes.BrowserLost"/>).</exception>
    public static PageObservation.Seen Read(string reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        try
        {
            using var document = JsonDocument.Parse(reply);
            var root = document.RootElement;
            var page = root.GetProperty("page");
            var snapshot = SnapshotJson.Read(page);
            return new(snapshot, root.GetProperty("acted").GetBoolean(), root.GetProperty("changed").GetBoolean());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The reader's own message may quote the page, so it is not passed on.
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost, "The page answered with something else than a snapshot."));
        }
    }

    private static JsonArray? Hosts(IReadOnlyList<string>? hosts) => hosts is null ? null : new JsonArray([.. hosts.Select(host => (JsonNode)host)]);
}
