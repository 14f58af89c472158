using System.Runtime.CompilerServices;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The registrations under way; each lasts ten minutes, carries one result and makes at most one passkey.</summary>
internal sealed class PendingRegistrations(SimulatorTenant tenant, CloudHosts hosts, TimeProvider time)
{
    // Each is some 8 kB. That a user's older ones end with so many newer ones is inferred.
    private const int Most = 10_000, MostOfUser = 20;

    // Kept for a while after it is over, so that whoever comes too late is told so.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ExpiringStore<PendingRegistration> byCanary = new(time, static registration => registration.Expires + Kept, Most);
    private readonly ExpiringStore<PendingRegistration> byReturnCanary = new(time, static registration => registration.Expires + Kept, Most);
    private readonly ConditionalWeakTable<SimulatedUser, Queue<PendingRegistration>> byUser = [];

    /// <summary>How many are kept.</summary>
    public int Count => byReturnCanary.Count;

    public PendingRegistration Open(SimulatedUser user, int type)
    {
        var registration = new PendingRegistration(tenant.Id, hosts, user, type, time.GetUtcNow().AddMinutes(10));
        byCanary.TryAdd(registration.Canary, registration);
        byReturnCanary.TryAdd(registration.ReturnCanary, registration);
        var newest = byUser.GetOrCreateValue(user);
        lock (newest)
        {
            newest.Enqueue(registration);
            if (newest.Count > MostOfUser)
            {
                Close(newest.Dequeue());
            }
        }

        return registration;
    }

    /// <summary>Finds by the canary that went out to the ceremony, as long as no result came.</summary>
    public PendingRegistration? Find(string? canary) => byCanary.TryFind(canary, out var registration) ? registration : null;

    /// <summary>Finds by what the naming step brings back. The note may be left out [one source], but not be another one.</summary>
    public PendingRegistration? Find(string? returnCanary, string? postInfo) =>
        byReturnCanary.TryFind(returnCanary, out var registration) && (postInfo is null || OpaqueText.Same(registration.PostInfo, postInfo)) ? registration : null;

    public bool IsOver(PendingRegistration registration) => time.GetUtcNow() >= registration.Expires;

    /// <summary>Uses up the canary that went out to the ceremony.</summary>
    /// <returns><see langword="false"/> if somebody else did so first.</returns>
    public bool TakeResult(PendingRegistration registration) => byCanary.TryTake(registration.Canary, out _);

    /// <summary>Ends a registration.</summary>
    /// <returns><see langword="false"/> if somebody else did so first.</returns>
    public bool Close(PendingRegistration registration)
    {
        TakeResult(registration);
        return byReturnCanary.TryTake(registration.ReturnCanary, out _);
    }
}
