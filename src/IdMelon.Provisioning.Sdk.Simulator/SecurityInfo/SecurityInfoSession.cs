using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>Somebody signed in to Security info.</summary>
internal sealed class SecurityInfoSession(SimulatedUser user, DateTimeOffset signedIn, DateTimeOffset expires)
{
    private long expires = expires.UtcTicks;
    private volatile bool isFreshSignInDemanded;

    public SimulatedUser User { get; } = user;

    /// <summary>When the user signed in for it.</summary>
    public DateTimeOffset SignedIn { get; } = signedIn;

    public DateTimeOffset Expires
    {
        get => new(Interlocked.Read(ref expires), TimeSpan.Zero);
        set => Interlocked.Exchange(ref expires, value.UtcTicks);
    }

    /// <summary>The context that every call must carry.</summary>
    public string Context { get; } = "Q1NWMi" + OpaqueText.Create(120);

    /// <summary>Whether the window was sent back to sign in once more.</summary>
    public bool IsFreshSignInDemanded
    {
        get => isFreshSignInDemanded;
        set => isFreshSignInDemanded = value;
    }

    /// <summary>Whether more than one factor brought the user here.</summary>
    public bool IsMultifactor { get; init; }

    /// <summary>Whether it was opened by the sign-in that another session had demanded.</summary>
    public bool IsFresh { get; init; }

    /// <summary>Whether a pass that is good once brought the user here.</summary>
    public bool CameByOneTimePass { get; init; }
}
