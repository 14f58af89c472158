namespace IdMelon.Provisioning.Interception;

/// <summary>Gets the lists in which relying parties name other origins that may use their rp id (WebAuthn Level 3 §5.11).</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRelatedOrigins
{
    /// <summary>Fetches <c>https://{relyingPartyId}/.well-known/webauthn</c>: without credentials, without a referrer, over https only.</summary>
    /// <param name="relyingPartyId">A host name in its ASCII form.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The JSON document; null if there is none, whatever the reason: no answer in time, another status than 200, another type than <c>application/json</c>, too long.</returns>
    Task<ReadOnlyMemory<byte>?> FetchAsync(string relyingPartyId, CancellationToken cancellationToken);
}
