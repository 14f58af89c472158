namespace IdMelon.Provisioning.Browsers;

/// <summary>A browser of a pool, from its start on; its numbers are read and written under the pool's lock.</summary>
internal sealed class PooledBrowser(IBrowserHost host)
{
    public IBrowserHost Host => host;

    /// <summary>Gets or sets the start, which everybody who has a place in this browser waits for. Not bound to the token of any one of them.</summary>
    public required Task<IRunningBrowser> Starting { get; init; }

    /// <summary>Gets or sets how many windows are open or being opened.</summary>
    public int Windows { get; set; }

    /// <summary>Gets or sets how many windows there were so far.</summary>
    public int Total { get; set; }

    /// <summary>Gets or sets whether it gets no further windows.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Gets or sets whether one of its windows said that it is lost.</summary>
    public volatile bool IsSuspect;

    /// <summary>Gets or sets when it last had a window, as a time stamp.</summary>
    public long LastUse { get; set; }

    /// <summary>Gets whether the connection stands, as far as is known.</summary>
    public bool IsConnected => !Starting.IsCompleted || (Starting.IsCompletedSuccessfully && Running.IsConnected);

    /// <summary>Gets the browser; to be asked for after <see cref="Starting"/> only.</summary>
    public IRunningBrowser Running => Starting.GetAwaiter().GetResult();
}
