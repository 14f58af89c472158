using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Verifies a sign-in with a passkey.</summary>
/// <remarks>ASP.NET Core's passkey handler is no help here: it takes user handles for text, and those of the tenant are bytes.</remarks>
internal sealed class AssertionVerifier(TenantDirectory directory, TenantPolicies policies, SimulatorTenant tenant, CloudHosts hosts)
{
    private readonly byte[] rpIdHash = SHA256.HashData(Encoding.ASCII.GetBytes(hosts.WebAuthn));

    /// <summary>Finds out whose passkey answered, and keeps its counter.</summary>
    /// <param name="http">The request that brings the answer.</param>
    /// <param name="expected">Whose passkey is to answer; that of anybody else stays as it is.</param>
    /// <param name="challenge">The text whose UTF-8 bytes were the challenge.</param>
    /// <param name="credentialId">The credential id, base64url.</param>
    /// <param name="clientData">The client data, base64url.</param>
    /// <param name="authenticatorData">The authenticator data, base64url.</param>
    /// <param name="signature">The signature, base64url.</param>
    /// <param name="userHandle">The user handle, base64url; null or empty if the authenticator gave none, which it may if it was asked for one user's passkeys.</param>
    /// <returns>The user, or null if the answer does not hold.</returns>
    public Task<SimulatedUser?> VerifyAsync(
        HttpContext http, SimulatedUser expected, string challenge, string credentialId, string clientData, string authenticatorData, string signature, string? userHandle)
    {
        http.RequestAborted.ThrowIfCancellationRequested();
        try
        {
            var user = Verify(
                expected,
                Encoding.UTF8.GetBytes(challenge),
                Base64Url.DecodeFromChars(credentialId),
                Base64Url.DecodeFromChars(clientData),
                Base64Url.DecodeFromChars(authenticatorData),
                Base64Url.DecodeFromChars(signature),
                string.IsNullOrEmpty(userHandle) ? null : Base64Url.DecodeFromChars(userHandle));
            return Task.FromResult(user);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return Task.FromResult<SimulatedUser?>(null);
        }
    }

    private SimulatedUser? Verify(SimulatedUser expected, byte[] challenge, byte[] credentialId, byte[] clientData, byte[] authenticatorData, byte[] signature, byte[]? userHandle)
    {
        if (directory.FindPasskey(credentialId) is not var (user, passkey)
            || user != expected
            || (userHandle is not null && !userHandle.AsSpan().SequenceEqual(UserHandles.For(tenant.Id, user)))
            || !MayUse(user, passkey)
            || ClientData.FaultIn(clientData, ClientData.Request, challenge, hosts.WebAuthnOrigin) is not null)
        {
            return null;
        }

        var data = AuthenticatorData.Read(authenticatorData);
        if (!data.RpIdHash.Span.SequenceEqual(rpIdHash) || data.FaultInFlags() is not null || data.Flags.HasFlag(AuthenticatorFlags.BackupEligible) != passkey.IsSynced)
        {
            return null;
        }

        using var key = CoseKey.Read(passkey.PublicKey);
        byte[] signed = [.. authenticatorData, .. SHA256.HashData(clientData)];
        return key.Verifies(signed, signature) && directory.RecordUse(credentialId, data.SignCount) ? user : null;
    }

    // Key restrictions count at every sign-in, what else a profile demands at registration only.
    private bool MayUse(SimulatedUser user, SimulatedPasskey passkey) =>
        policies.MayHavePasskey(user) && policies.ProfilesFor(user).Any(profile => profile.KeyRestrictions.Allows(passkey.Aaguid));
}
