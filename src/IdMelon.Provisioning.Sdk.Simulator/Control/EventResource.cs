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
    private const int MostAtOnce = 10_000;

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "events", call => AnswerAsync(call, call.Query("user"))) { Parameters = ["user", "kind", "after", "wait", "top"] },
        new(HttpMethods.Get, "users/{user}/events", OfUserAsync) { Parameters = ["kind", "after", "wait", "top"] },
    ];

    /// <summary>Answers for a user who need not exist any more: events outlive users.</summary>
    private ValueTask<ControlReply> OfUserAsync(ControlCall call)
    {
        var name = call.UserIn(directory)?.UserPrincipalName ?? (events.OfUser(call.Values["user"]).Count > 0 ? call.Values["user"] : null);
        return name is null ? new(ControlError.UnknownUser) : AnswerAsync(call, name);
    }

    private async ValueTask<ControlReply> AnswerAsync(ControlCall call, string? user)
    {
        var (after, seconds, most) = (call.Whole("after", 0, long.MaxValue, 0), call.Whole("wait", 0, LongestWait, 0), call.Whole("top", 1, MostAtOnce, int.MaxValue));
        if ((after.Error ?? seconds.Error ?? most.Error) is { } error)
        {
            return error;
        }

        if (call.Query("kind") is { } kind && !SimulatorEventKinds.All.Contains(kind))
        {
            return ControlError.Wrong("wrong-value", $"{call.Resource}?kind", "There are no events of that kind.", "It takes one of " + string.Join(", ", SimulatorEventKinds.All) + ".");
        }

        var found = await FindAsync(call, user, after.Value, (int)most.Value, TimeSpan.FromSeconds(seconds.Value)).ConfigureAwait(false);
        return ControlReply.Ok(new JsonObject
        {
            ["newest"] = found.Newest,
            ["events"] = new JsonArray([.. found.Events.Select(Shape)]),
        });
    }

    /// <summary>Finds what is wanted after an event, and waits for it if there is nothing yet.</summary>
    /// <remarks>How long a caller waits is between the two programs and so by the system's clock, whatever the simulator's says; a stop ends all waits.</remarks>
    private async ValueTask<(IReadOnlyList<SimulatorEvent> Events, long Newest)> FindAsync(ControlCall call, string? user, long after, int most, TimeSpan patience)
    {
        var kind = call.Query("kind");
        var found = events.Find(after, kind, user, most);
        if (found.Events.Count > 0 || patience == TimeSpan.Zero)
        {
            return found;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, lifetime.ApplicationStopping);
        enough.CancelAfter(patience);
        try
        {
            while (found.Events.Count == 0)
            {
                await events.WaitAsync(found.Newest, enough.Token).ConfigureAwait(false);
                found = events.Find(found.Newest, kind, user, most);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Nothing came in time, the caller has gone, or the simulator stops: there is nothing to tell.
        }

        return found;
    }

    private static JsonObject Shape(SimulatorEvent entry) => new()
    {
        ["sequence"] = entry.Sequence,
        ["time"] = GraphFormat.Time(entry.Time),
        ["kind"] = entry.Kind,
        ["user"] = entry.User,
        ["text"] = entry.Text,
    };
}
