using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Tickets with which another host (the registration wizard, another identity provider) finds the flow it was called from.</summary>
internal sealed class FlowTickets(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Ticket> tickets = new(StringComparer.Ordinal);

    public string Issue(BrowserSession session, SignInFlow flow)
    {
        var now = time.GetUtcNow();
        foreach (var (text, ticket) in tickets)
        {
            if (now >= ticket.Expires)
            {
                tickets.TryRemove(text, out _);
            }
        }

        var name = OpaqueText.Create();
        tickets[name] = new(session, flow, now + Lifetime);
        return name;
    }

    /// <summary>Finds the flow of a ticket, if the window still is in it.</summary>
    public bool TryFind(string? text, [NotNullWhen(true)] out BrowserSession? session, [NotNullWhen(true)] out SignInFlow? flow)
    {
        (session, flow) = text is not null && tickets.TryGetValue(text, out var ticket) && time.GetUtcNow() < ticket.Expires && ticket.Session.Flow == ticket.Flow
            ? (ticket.Session, ticket.Flow)
            : (null, null);
        return session is not null && flow is not null;
    }

    private sealed record Ticket(BrowserSession Session, SignInFlow Flow, DateTimeOffset Expires);
}
