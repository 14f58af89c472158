namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>A clock that is ahead: for whoever waits in order to be sure that a run is dead, where that is known already.</summary>
internal sealed class LaterTime(TimeProvider time, TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + ahead;
}
