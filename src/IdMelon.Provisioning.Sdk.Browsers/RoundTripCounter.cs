namespace IdMelon.Provisioning.Browsers;

/// <summary>Counts the round trips of one window. Thread-safe: passkey calls and dialogs come in on drivers' threads.</summary>
public sealed class RoundTripCounter
{
    private int value;

    /// <summary>Gets the count so far.</summary>
    public int Value => Volatile.Read(ref value);

    /// <summary>Counts one more.</summary>
    public void Increment() => Interlocked.Increment(ref value);
}
