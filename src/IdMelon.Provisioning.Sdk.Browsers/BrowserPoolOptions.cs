namespace IdMelon.Provisioning.Browsers;

/// <summary>How many windows and browsers a pool keeps, and when it replaces a browser.</summary>
public sealed class BrowserPoolOptions
{
    /// <summary>Gets or sets how many windows one browser has at the same time; a window costs about 13 MiB, a further browser about 180 MiB.</summary>
    /// <value>The default is 16.</value>
    public int WindowsPerBrowser { get; set; } = 16;

    /// <summary>Gets or sets how many browsers run at the same time on this machine, or at each remote address.</summary>
    /// <value>The default is 1.</value>
    public int BrowsersPerHost { get; set; } = 1;

    /// <summary>Gets or sets after how many windows a browser is replaced by a fresh one; those that are open stay until they are closed.</summary>
    /// <value>The default is 200.</value>
    public int WindowsPerLife { get; set; } = 200;

    /// <summary>Gets or sets how much memory, in bytes, a browser may use before it is replaced by a fresh one. Heeded where it can be told: on this machine.</summary>
    /// <value>The default is 2 GiB.</value>
    public long MemoryPerBrowser { get; set; } = 2L << 30;

    /// <summary>Gets or sets for how long a browser without windows is trusted to be alive; after that it is asked before it is used again.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan TrustedIdle { get; set; } = TimeSpan.FromSeconds(30);

    internal void Check()
    {
        if (WindowsPerBrowser < 1 || BrowsersPerHost < 1 || WindowsPerLife < 1 || MemoryPerBrowser < 1 || TrustedIdle < TimeSpan.Zero)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, "A pool of browsers needs room for one window at least, and no limit below 1."));
        }
    }
}
