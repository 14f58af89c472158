using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>What the sign-in host knows of one private window: the flow it is in and who has signed in there.</summary>
internal sealed class BrowserSession
{
    private readonly List<(string Id, SimulatedUser User)> signedIn = [];

    public Lock Gate { get; } = new();

    /// <summary>The current flow; a new one replaces the old one.</summary>
    public SignInFlow? Flow { get; set; }

    public IReadOnlyList<(string Id, SimulatedUser User)> SignedIn => signedIn;

    public void Remember(SimulatedUser user)
    {
        if (!signedIn.Exists(entry => entry.User == user))
        {
            signedIn.Add((Guid.NewGuid().ToString(), user));
        }
    }
}
