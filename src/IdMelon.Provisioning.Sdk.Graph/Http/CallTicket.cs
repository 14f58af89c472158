namespace IdMelon.Provisioning.Graph.Http;

/// <summary>One call's place in the order of calls, kept over its repetitions.</summary>
internal sealed class CallTicket(TimeSpan patience)
{
    /// <summary>Gets or sets the number by which calls take turns; zero before the first time.</summary>
    public long Number { get; set; }

    /// <summary>Gets how long the call has waited, or will, because the service asked to slow down. Waiting for its turn is not counted.</summary>
    public TimeSpan Asked { get; private set; }

    /// <summary>Tells whether the call may wait so much longer.</summary>
    public bool Bears(TimeSpan wait) => patience > TimeSpan.Zero && Asked + wait <= patience;

    /// <summary>Notes a wait.</summary>
    /// <returns>Whether the call bears it.</returns>
    public bool Wait(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        var bears = Bears(wait);
        Asked += wait;
        return bears;
    }
}
