using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Graph;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What happened, and the long poll for what is still to happen.</summary>
internal sealed class EventResource(SimulatorEvents events, TenantDirectory directory, IHostApplicationLifetime lifetime) : IControlResource
{
    private const int LongestWait = 25;

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "events", call => AnswerAsync(call, call.Query("user"))) { Parameters = ["user", "kind", "after", "wait"] },
        new(HttpMethods.Get, "users/{user}/events", OfUserAsync) { Parameters = ["kind", "after", "wait"] },
    ];

    /// <summary>Answers for a user who need not exist any more: events outlive users.</summary>
    private ValueTask<ControlReply> OfUserAsync(ControlCall call)
    {
        var name = call.UserIn(directory)?.UserPrincipalName ?? (events.OfUser(call.Values["user"]).Count > 0 ? call.Values["user"] : null);
        return name is null ? new(ControlError.UnknownUser) : AnswerAsync(call, name);
    }

    private async ValueTask<ControlReply> AnswerAsync(ControlCall call, string? user)
    {
        if (Number(call.Query("after"), long.MaxValue) is not { } after)
        {
            return ControlError.Wrong("wrong-value", call.Resource + "?after", "after takes the sequence number of an event, or 0.", "Use the newest member of the answer before.");
        }

        if (Number(call.Query("wait"), LongestWait) is not { } seconds)
        {
            return ControlError.Wrong("wrong-value", call.Resource + "?wait", $"wait takes 0 to {LongestWait} seconds.", "Ask again when a call has ended.");
        }

        var kind = call.Query("kind");
        bool IsWanted(SimulatorEvent entry) => (kind is null || entry.Kind == kind) && (user is null || SimulatorEvents.IsAbout(entry, user));
        var found = await FindAsync(IsWanted, after, TimeSpan.FromSeconds(seconds), call.Http.RequestAborted).ConfigureAwait(false);
        return ControlReply.Ok(new JsonObject
        {
            ["newest"] = found.Newest,
            ["events"] = new JsonArray([.. found.Events.Select(Shape)]),
        });
    }

    /// <summary>Finds what is wanted after an event, and waits for it if there is nothing yet.</summary>
    /// <remarks>How long a caller waits is between the two programs and so by the system's clock, whatever the simulator's says; a stop ends all waits.</remarks>
    private async ValueTask<(List<SimulatorEvent> Events, long Newest)> FindAsync(Predicate<SimulatorEvent> isWanted, long after, TimeSpan patience, CancellationToken gone)
    {
        var entries = events.After(after);
        var newest = entries.Count > 0 ? entries[^1].Sequence : after;
        var found = entries.Where(entry => isWanted(entry)).ToList();
        if (found.Count > 0 || patience == TimeSpan.Zero)
        {
            return (found, newest);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(gone, lifetime.ApplicationStopping);
        enough.CancelAfter(patience);
        try
        {
            while (found.Count == 0)
            {
                entries = await events.WaitAsync(newest, enough.Token).ConfigureAwait(false);
                newest = entries[^1].Sequence;
                found = [.. entries.Where(entry => isWanted(entry))];
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Nothing came in time, the caller has gone, or the simulator stops: there is nothing to tell.
        }

        return (found, newest);
    }

    private static JsonObject Shape(SimulatorEvent entry) => new()
    {
        ["sequence"] = entry.Sequence,
        ["time"] = GraphFormat.Time(entry.Time),
        ["kind"] = entry.Kind,
        ["user"] = entry.User,
        ["text"] = entry.Text,
    };

    private static long? Number(string? text, long most) =>
        text is null ? 0 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}
