using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>What the sign-in host knows of one private window: the flow it is in and who has signed in there.</summary>
internal sealed class BrowserSession
{
    // How many names a window may ask about in a minute before it is told to slow down: inferred, the real number is not public.
    private const int QuestionsPerMinute = 30;

    private readonly List<RememberedSignIn> signedIn = [];
    private readonly Queue<DateTimeOffset> questions = [];

    private long lastUsed;

    public Lock Gate { get; } = new();

    public DateTimeOffset LastUsed
    {
        get => new(Interlocked.Read(ref lastUsed), TimeSpan.Zero);
        set => Interlocked.Exchange(ref lastUsed, value.UtcTicks);
    }

    /// <summary>The current flow; a new one replaces the old one.</summary>
    public SignInFlow? Flow { get; set; }

    public IReadOnlyList<RememberedSignIn> SignedIn => signedIn;

    /// <summary>What the window held from the start; null where the switches of all pages hold.</summary>
    public PageVisit? Visit { get; set; }

    /// <summary>Whose window it is, as far as that is known.</summary>
    public SimulatedUser? User
    {
        get
        {
            lock (Gate)
            {
                return Flow is { } flow ? flow.User : signedIn.LastOrDefault()?.User;
            }
        }
    }

    public void Remember(SimulatedUser user, SignInMethod method, DateTimeOffset when)
    {
        var id = signedIn.Find(entry => entry.User == user)?.Id ?? Guid.NewGuid().ToString();
        signedIn.RemoveAll(entry => entry.User == user);
        signedIn.Add(new(id, user, method, when));
    }

    public void Forget(SimulatedUser user) => signedIn.RemoveAll(entry => entry.User == user);

    /// <summary>Counts a question about a name.</summary>
    /// <returns>Whether there were too many of late.</returns>
    public bool IsAskedTooOften(DateTimeOffset now)
    {
        while (questions.TryPeek(out var first) && first <= now.AddMinutes(-1))
        {
            questions.Dequeue();
        }

        if (questions.Count >= QuestionsPerMinute)
        {
            return true;
        }

        questions.Enqueue(now);
        return false;
    }
}
