using System.Collections.Concurrent;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The registrations under way; each lasts ten minutes and makes at most one passkey.</summary>
internal sealed class PendingRegistrations(SimulatorTenant tenant, CloudHosts hosts, TimeProvider time)
{
    // Kept for a while after it is over, so that whoever comes too late is told so.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, PendingRegistration> byCanary = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PendingRegistration> inOrder = new();

    public PendingRegistration Open(SimulatedUser user, int type)
    {
        Forget();
        var registration = new PendingRegistration(tenant.Id, hosts, user, type, time.GetUtcNow().AddMinutes(10));
        byCanary[registration.Canary] = registration;
        byCanary[registration.ReturnCanary] = registration;
        inOrder.Enqueue(registration);
        return registration;
    }

    /// <summary>Finds by the canary that went out to the ceremony.</summary>
    public PendingRegistration? Find(string? canary) =>
        canary is not null && byCanary.TryGetValue(canary, out var registration) && OpaqueText.Same(registration.Canary, canary) ? registration : null;

    /// <summary>Finds by what the naming step brings back. The note may be left out [one source], but not be another one.</summary>
    public PendingRegistration? Find(string? returnCanary, string? postInfo) =>
        returnCanary is not null && byCanary.TryGetValue(returnCanary, out var registration)
        && OpaqueText.Same(registration.ReturnCanary, returnCanary)
        && (postInfo is null || OpaqueText.Same(registration.PostInfo, postInfo)) ? registration : null;

    public bool IsOver(PendingRegistration registration) => time.GetUtcNow() >= registration.Expires;

    /// <summary>Ends a registration.</summary>
    /// <returns><see langword="false"/> if somebody else did so first.</returns>
    public bool Close(PendingRegistration registration)
    {
        byCanary.TryRemove(registration.Canary, out _);
        return byCanary.TryRemove(registration.ReturnCanary, out _);
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - Kept;
        while (inOrder.TryPeek(out var oldest) && oldest.Expires < before && inOrder.TryDequeue(out var gone))
        {
            Close(gone);
        }
    }
}
