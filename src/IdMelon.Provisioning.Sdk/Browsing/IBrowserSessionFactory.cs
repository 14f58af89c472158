namespace IdMelon.Provisioning.Browsing;

/// <summary>Opens private browser windows.</summary>
/// <remarks>Thread-safe. What a factory started itself (a browser, a driver) it ends when disposed.</remarks>
public interface IBrowserSessionFactory : IAsyncDisposable
{
    /// <summary>Gets what these browsers can beyond what all can.</summary>
    /// <value>The default is <see cref="BrowserAbilities.None"/>.</value>
    BrowserAbilities Abilities => BrowserAbilities.None;

    /// <summary>Gets ready, so that the first window need not wait and a browser that cannot be had is told before anything is begun.</summary>
    /// <exception cref="ProvisioningException">The browser is missing, does not start or is not to be had.</exception>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Opens a private window that shares no cookies, storage or authenticator with any other.</summary>
    /// <exception cref="ProvisioningException">The browser is missing, does not start or is lost.</exception>
    Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken);
}
