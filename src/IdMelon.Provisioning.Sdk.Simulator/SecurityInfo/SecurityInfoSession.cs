using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>Somebody signed in to Security info.</summary>
internal sealed class SecurityInfoSession(SimulatedUser user, DateTimeOffset expires)
{
    public SimulatedUser User { get; } = user;

    public DateTimeOffset Expires { get; } = expires;

    /// <summary>The context that every call must carry.</summary>
    public string Context { get; } = "Q1NWMi" + OpaqueText.Create(120);
}
