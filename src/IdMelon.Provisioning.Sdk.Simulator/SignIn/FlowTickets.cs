using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Tickets with which another host (the registration wizard, another identity provider) finds the flow it was called from.</summary>
internal sealed class FlowTickets(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ExpiringStore<Ticket> tickets = new(time, static ticket => ticket.Expires);

    /// <summary>How many are kept.</summary>
    public int Count => tickets.Count;

    public string Issue(BrowserSession session, SignInFlow flow)
    {
        var name = OpaqueText.Create();
        tickets.TryAdd(name, new(session, flow, time.GetUtcNow() + Lifetime));
        return name;
    }

    /// <summary>Finds the flow of a ticket, if the window still is in it.</summary>
    public bool TryFind(string? text, [NotNullWhen(true)] out BrowserSession? session, [NotNullWhen(true)] out SignInFlow? flow)
    {
        (session, flow) = tickets.TryFind(text, out var ticket) && ticket.Session.Flow == ticket.Flow
            ? (ticket.Session, ticket.Flow)
            : (null, null);
        return session is not null && flow is not null;
    }

    private sealed record Ticket(BrowserSession Session, SignInFlow Flow, DateTimeOffset Expires);
}
