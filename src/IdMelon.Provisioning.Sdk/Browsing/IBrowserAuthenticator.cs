namespace IdMelon.Provisioning.Browsing;

/// <summary>The browser's own virtual authenticator in the page that makes a passkey call.</summary>
/// <remarks>
/// Used by one caller at a time. It is the page's alone: another page, a popup too, has another one or none. It is put in before the browser is asked to make a credential
/// and taken out afterwards, because it holds few credentials at a time (three in Chromium), and a page that has none waits for ever.
/// Everything here throws <see cref="ProvisioningException"/> with <see cref="ErrorCodes.BrowserLost"/> if the page or the browser is gone.
/// </remarks>
public interface IBrowserAuthenticator
{
    /// <summary>Makes sure that the page has an authenticator that verifies the user by itself, and that it is empty.</summary>
    /// <param name="attachment">How it is to be attached: <c>platform</c>, <c>cross-platform</c>, or null for either.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task PrepareAsync(string? attachment, CancellationToken cancellationToken);

    /// <summary>Gives the private key of a credential out (PKCS#8, DER).</summary>
    /// <param name="credentialId">The credential's id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The key, which the caller overwrites after use; null if the authenticator does not hold the credential.</returns>
    Task<byte[]?> RevealPrivateKeyAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken);

    /// <summary>Takes the authenticator, with everything in it, out of the page. May be called again, and for a page that is gone.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}
