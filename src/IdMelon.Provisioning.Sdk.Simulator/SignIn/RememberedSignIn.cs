using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Somebody who has signed in in a window.</summary>
/// <param name="Id">What account tiles call the session.</param>
/// <param name="User">Who it is.</param>
/// <param name="Method">With what.</param>
/// <param name="Time">When.</param>
internal sealed record RememberedSignIn(string Id, SimulatedUser User, SignInMethod Method, DateTimeOffset Time)
{
    // Inferred: after this long a window's session no longer counts and a credential is asked for.
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(1);

    public bool IsTooOld(DateTimeOffset now) => now >= Time + Lasting;
}
