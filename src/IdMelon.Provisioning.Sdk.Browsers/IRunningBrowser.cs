using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>One browser that runs, with any number of private windows.</summary>
/// <remarks>Thread-safe. Disposing ends it with everything open in it, unless it is somebody else's; it never throws for a browser that is gone.</remarks>
public interface IRunningBrowser : IAsyncDisposable
{
    /// <summary>Gets whether the connection to it stands, as far as is known without asking.</summary>
    bool IsConnected { get; }

    /// <summary>Opens a private window that shares nothing with any other.</summary>
    /// <exception cref="ProvisioningException">The browser is lost (<see cref="ErrorCodes.BrowserLost"/>).</exception>
    Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken);

    /// <summary>Asks it for a sign of life.</summary>
    /// <returns>Whether it answered; never throws for a browser that does not.</returns>
    Task<bool> IsHealthyAsync(CancellationToken cancellationToken);

    /// <summary>Measures the memory of all its processes, in bytes.</summary>
    /// <returns>Null where it cannot be told, as on other machines or for a browser that is gone; never throws for either.</returns>
    Task<long?> MeasureMemoryAsync(CancellationToken cancellationToken);
}
