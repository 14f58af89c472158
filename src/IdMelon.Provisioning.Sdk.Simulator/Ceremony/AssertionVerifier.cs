using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Verifies a sign-in with a passkey.</summary>
internal sealed class AssertionVerifier(TenantDirectory directory)
{
    /// <summary>Finds out whose passkey answered.</summary>
    /// <param name="http">The request that brings the answer.</param>
    /// <param name="challenge">The text whose UTF-8 bytes were the challenge.</param>
    /// <param name="credentialId">The credential id, base64url.</param>
    /// <param name="clientData">The client data, base64url.</param>
    /// <param name="authenticatorData">The authenticator data, base64url.</param>
    /// <param name="signature">The signature, base64url.</param>
    /// <param name="userHandle">The user handle, base64url; null if the authenticator gave none.</param>
    /// <returns>The user, or null if the answer does not hold.</returns>
    public Task<SimulatedUser?> VerifyAsync(HttpContext http, string challenge, string credentialId, string clientData, string authenticatorData, string signature, string? userHandle)
    {
        _ = (directory, http, challenge, credentialId, clientData, authenticatorData, signature, userHandle);
        throw new NotSupportedException();
    }
}
