using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The sign-ins that devices asked for, from the code to the token; each is open for fifteen minutes.</summary>
internal sealed class DeviceSignIns(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // Kept for a while after their end, so that the refusal can say what was wrong.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private const int Most = 10_000;

    private readonly Lock gate = new();
    private readonly List<DeviceSignIn> all = [];

    public DeviceSignIn Open(SimulatorApplication application, ScopeRequest scopes)
    {
        var now = time.GetUtcNow();
        var opened = new DeviceSignIn(application, scopes, now + Lifetime);
        lock (gate)
        {
            all.RemoveAll(old => now >= old.Expires + Memory);
            all.RemoveRange(0, Math.Max(0, all.Count - Most + 1));
            all.Add(opened);
        }

        return opened;
    }

    /// <summary>Takes a typed code.</summary>
    /// <returns>The ticket to sign in with; null if there is no such code or it is too old.</returns>
    public string? Enter(string typed)
    {
        var code = new string([.. typed.Take(100).Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        lock (gate)
        {
            return FindOpen(signIn => OpaqueText.Same(signIn.UserCode, code)) is { } found ? found.Ticket = OpaqueText.Create() : null;
        }
    }

    /// <summary>Finds the sign-in of a ticket that nobody has signed in with yet.</summary>
    public DeviceSignIn? FindEntered(string? ticket)
    {
        lock (gate)
        {
            return FindOpen(signIn => signIn.Candidate is null && signIn.Ticket is { } known && OpaqueText.Same(known, ticket));
        }
    }

    /// <summary>Notes who signed in.</summary>
    /// <returns>The ticket to confirm with; null if it is too late.</returns>
    public string? SignedIn(DeviceSignIn signIn, SimulatedUser user, SignInMethod method)
    {
        lock (gate)
        {
            if (FindOpen(open => open == signIn) is null)
            {
                return null;
            }

            signIn.Candidate = new(signIn.Application, user, signIn.Scopes, method, time.GetUtcNow(), Nonce: null);
            return signIn.Ticket = OpaqueText.Create();
        }
    }

    /// <summary>Finds the sign-in of a ticket that waits for the user's word.</summary>
    public DeviceSignIn? FindSignedIn(string? ticket)
    {
        lock (gate)
        {
            return FindOpen(signIn => signIn.Candidate is not null && signIn.Ticket is { } known && OpaqueText.Same(known, ticket));
        }
    }

    /// <summary>Takes the user's word.</summary>
    /// <returns>Whether there was something to decide.</returns>
    public bool Decide(string? ticket, bool accepts)
    {
        lock (gate)
        {
            if (FindSignedIn(ticket) is not { } signIn)
            {
                return false;
            }

            signIn.Ticket = null;
            signIn.State = accepts ? DeviceSignInState.Approved : DeviceSignInState.Declined;
            return true;
        }
    }

    public (UserGrant? Grant, EntraError? Error) Redeem(string deviceCode, SimulatorApplication application)
    {
        lock (gate)
        {
            var signIn = all.Find(signIn => signIn.Application == application && OpaqueText.Same(signIn.DeviceCode, deviceCode));
            switch (signIn?.State)
            {
                case null:
                    return (null, GrantErrors.UnknownDeviceCode());
                case DeviceSignInState.Redeemed:
                    return (null, GrantErrors.RedeemedCode());
                case DeviceSignInState.Declined:
                    return (null, GrantErrors.AuthorizationDeclined());
                case var _ when time.GetUtcNow() >= signIn.Expires:
                    return (null, GrantErrors.ExpiredDeviceCode());
                case DeviceSignInState.Pending:
                    return (null, GrantErrors.AuthorizationPending());
                default:
                    signIn.State = DeviceSignInState.Redeemed;
                    return (signIn.Candidate, null);
            }
        }
    }

    private DeviceSignIn? FindOpen(Predicate<DeviceSignIn> match)
    {
        var now = time.GetUtcNow();
        return all.Find(signIn => signIn.State == DeviceSignInState.Pending && now < signIn.Expires && match(signIn));
    }
}
