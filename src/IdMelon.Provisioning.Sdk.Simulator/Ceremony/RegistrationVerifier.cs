using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>
/// Verifies a registration in the order of WebAuthn's own steps and says what is wrong; a registration that holds must also satisfy ASP.NET Core's passkey handler and one of the
/// user's passkey profiles.
/// </summary>
/// <remarks>
/// Inferred: 22 for what cannot be read or is registered already, 24 for what belongs to another ceremony, 13 for a statement of the wrong form and 23 for one that does not hold.
/// </remarks>
internal sealed class RegistrationVerifier(
    TenantDirectory directory, TenantPolicies policies, AttestationStatementVerifier statements, FrameworkVerifier framework, CloudHosts hosts, TimeProvider time)
{
    private readonly byte[] rpIdHash = SHA256.HashData(Encoding.ASCII.GetBytes(hosts.WebAuthn));

    /// <summary>Verifies a registration; nothing is stored.</summary>
    public async Task<RegistrationResult> VerifyAsync(HttpContext http, RegistrationRequest request)
    {
        var result = Judge(request);
        return result.Passkey is not null && !await framework.AcceptsAsync(http, request).ConfigureAwait(false)
            ? RegistrationResult.Refused(SecurityInfoError.VerificationFailed, "The registration does not hold.")
            : result;
    }

    private RegistrationResult Judge(RegistrationRequest request)
    {
        if (!policies.MayHavePasskey(request.User))
        {
            return RegistrationResult.Refused(SecurityInfoError.DisallowedByPolicy, "The passkey policy does not include the user.");
        }

        if (ClientData.FaultIn(request.ClientData, ClientData.Creation, request.Challenge.Span, hosts.WebAuthnOrigin) is { } fault)
        {
            return RegistrationResult.Refused(SecurityInfoError.VerificationFailed, fault);
        }

        try
        {
            var attestation = AttestationObject.Read(request.AttestationObject);
            var data = AuthenticatorData.Read(attestation.AuthenticatorData);
            return FaultIn(data, request.CredentialId) is { } mismatch
                ? RegistrationResult.Refused(SecurityInfoError.VerificationFailed, mismatch)
                : Judge(request, attestation, data, data.Credential!);
        }
        catch (MalformedDataException exception)
        {
            return RegistrationResult.Refused(SecurityInfoError.InvalidKeyData, exception.Message);
        }
    }

    private string? FaultIn(AuthenticatorData data, ReadOnlySpan<byte> claimedId) =>
        !data.RpIdHash.Span.SequenceEqual(rpIdHash) ? "The authenticator data is for another relying party."
        : data.FaultInFlags() is { } fault ? fault
        : data.Credential is not { } credential ? "The authenticator data has no credential."
        : !credential.Id.Span.SequenceEqual(claimedId) ? "The credential id is not the one in the authenticator data."
        : null;

    private RegistrationResult Judge(RegistrationRequest request, AttestationObject attestation, AuthenticatorData data, AttestedCredential credential)
    {
        using var key = CoseKey.Read(credential.PublicKey);
        var verdict = statements.Verify(attestation, credential, key, SHA256.HashData(request.ClientData));
        if (!verdict.Holds)
        {
            return RegistrationResult.Refused(verdict.Error, verdict.Reason);
        }

        if (directory.FindPasskey(credential.Id.Span) is not null)
        {
            return RegistrationResult.Refused(SecurityInfoError.InvalidKeyData, "The credential is registered already.");
        }

        var id = credential.Id.ToArray();
        var passkey = new SimulatedPasskey(CredentialIdText.For(id), id, request.Name, credential.Aaguid, time.GetUtcNow(), credential.PublicKey.ToArray(), attestation.Format)
        {
            IsSynced = data.Flags.HasFlag(AuthenticatorFlags.BackupEligible),
            SignCount = data.SignCount,
            Transports = request.Transports,
            AttestationCertificates = [.. verdict.Certificates.Select(certificate => new ReadOnlyMemory<byte>(certificate.ToArray()))],
            IsAttested = statements.IsAttested(verdict),
        };
        return ProfileMatcher.Refusal(policies.ProfilesFor(request.User), passkey, verdict) ?? new(SecurityInfoError.None, "", passkey);
    }
}
