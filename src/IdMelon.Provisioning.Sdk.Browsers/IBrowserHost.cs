using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>A place where browsers can be had: this machine, or a remote address.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IBrowserHost
{
    /// <summary>Gets how the place is named in logs; holds no secret.</summary>
    string Name { get; }

    /// <summary>Gets what its browsers can.</summary>
    BrowserAbilities Abilities { get; }

    /// <summary>Starts a browser, or connects to one.</summary>
    /// <param name="cancellationToken">Cancels; what was begun is ended.</param>
    /// <exception cref="ProvisioningException">It is missing or does not start (<see cref="ErrorCodes.BrowserMissing"/>, <see cref="ErrorCodes.BrowserNotStarted"/>), or none is free or reachable (<see cref="ErrorCodes.BrowserUnavailable"/>).</exception>
    Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken);
}
