using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Interception;

/// <summary>Says which of the pages' calls are answered, and keeps what is made.</summary>
/// <remarks>Thread-safe. Asked only for calls that a browser would pass on to an authenticator.</remarks>
public interface IPasskeyCallPolicy
{
    /// <summary>Decides on a call, by itself or by asking a person.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Ends when the page has called it off, its time is over or the window closes.</param>
    /// <returns>Null to go on; or why not. The page learns no more than that it was not allowed.</returns>
    Task<ProvisioningError?> DecideAsync(PasskeyCallRequest request, CancellationToken cancellationToken);

    /// <summary>Tells whether a call for a proof is left to the browser, as if nobody had come in between. Asked after the policy has agreed to it.</summary>
    /// <param name="request">The call.</param>
    /// <returns>The default is <see langword="false"/>: the authenticator answers it.</returns>
    bool LeavesToBrowser(PasskeyCallRequest.Get request) => false;

    /// <summary>Keeps a fresh passkey with its key, before the page sees the credential. If it throws, the page gets none.</summary>
    /// <param name="request">The call.</param>
    /// <param name="passkey">The passkey; disposed by the caller.</param>
    /// <param name="cancellationToken">Ends when the page no longer waits.</param>
    Task KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken);

    /// <summary>Hears of a call that was refused, by whomever; not of one that was called off or whose time is over. Must return quickly and not throw.</summary>
    /// <param name="request">The call; null if it could not be read.</param>
    /// <param name="error">Why.</param>
    void OnRefused(PasskeyCallRequest? request, ProvisioningError error);
}
