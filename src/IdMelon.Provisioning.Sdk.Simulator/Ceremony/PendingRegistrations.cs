using System.Collections.Concurrent;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The registrations under way; each lasts ten minutes and makes at most one passkey.</summary>
internal sealed class PendingRegistrations(SimulatorTenant tenant, CloudHosts hosts, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PendingRegistration> byCanary = new(StringComparer.Ordinal);

    public PendingRegistration Open(SimulatedUser user)
    {
        var registration = new PendingRegistration(tenant.Id, hosts, user, time.GetUtcNow().AddMinutes(10));
        byCanary[registration.Canary] = registration;
        byCanary[registration.ReturnCanary] = registration;
        return registration;
    }

    /// <summary>Finds by the canary that went out to the ceremony.</summary>
    public PendingRegistration? Find(string? canary) =>
        canary is not null && byCanary.TryGetValue(canary, out var registration) && OpaqueText.Same(registration.Canary, canary) ? registration : null;

    /// <summary>Finds by what the naming step brings back.</summary>
    public PendingRegistration? Find(string? returnCanary, string? postInfo) =>
        returnCanary is not null && byCanary.TryGetValue(returnCanary, out var registration)
        && OpaqueText.Same(registration.ReturnCanary, returnCanary) && OpaqueText.Same(registration.PostInfo, postInfo) ? registration : null;

    public bool IsOver(PendingRegistration registration) => time.GetUtcNow() >= registration.Expires;

    /// <summary>Ends a registration.</summary>
    /// <returns><see langword="false"/> if somebody else did so first.</returns>
    public bool Close(PendingRegistration registration)
    {
        byCanary.TryRemove(registration.Canary, out _);
        return byCanary.TryRemove(registration.ReturnCanary, out _);
    }
}
