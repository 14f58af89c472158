using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>Turns what a ceremony created into a passkey of the directory, once it has a name.</summary>
internal sealed class PasskeyRegistrar(
    TenantDirectory directory, PendingRegistrations registrations, RegistrationVerifier verifier, PasskeyOffer offer, AuditLog audits, SimulatorEvents events)
{
    // Inferred: no source has confirmed a number; Graph takes 30.
    private const int LongestName = 256;

    public async Task<RegistrationResult> RegisterAsync(HttpContext http, SimulatedUser user, int type, JsonObject data)
    {
        if (SecurityInfoJson.Text(data, "Name")?.Trim() is not { Length: > 0 and <= LongestName } name)
        {
            return Refused(SecurityInfoError.BadRequest, "the name is missing or too long");
        }

        if (registrations.Find(SecurityInfoJson.Text(data, "Canary"), SecurityInfoJson.Text(data, "PostInfo")) is not { } registration
            || registration.User != user || registration.Type != type)
        {
            return Refused(SecurityInfoError.InvalidCanary, "it belongs to no registration of the user");
        }

        if (registrations.IsOver(registration))
        {
            return Refused(SecurityInfoError.ChallengeExpired, "the challenge is older than ten minutes");
        }

        if (offer.ObstacleFor(user) is { } obstacle)
        {
            return Refused(SecurityInfoError.DisallowedByPolicy, obstacle);
        }

        if (SecurityInfoJson.Bytes(data, "AttestationObject") is not { } attestation
            || SecurityInfoJson.Bytes(data, "ClientDataJson") is not { } clientData
            || SecurityInfoJson.Bytes(data, "CredentialId") is not { } credentialId)
        {
            return Refused(SecurityInfoError.BadRequest, "a part of the ceremony's result is missing");
        }

        // One registration makes one passkey, also when two verifications of it arrive together.
        if (!registrations.Close(registration))
        {
            return Refused(SecurityInfoError.InvalidCanary, "the registration is done already");
        }

        var request = new RegistrationRequest(user, Encoding.UTF8.GetBytes(registration.ServerChallenge), attestation, clientData, credentialId, name)
        {
            Transports = registration.Transports,
        };
        var result = await verifier.VerifyAsync(http, request).ConfigureAwait(false);
        if (result.Passkey is not { } passkey)
        {
            events.Add(SimulatorEventKinds.RegistrationRefused, user.UserPrincipalName, $"The registration was refused with {(int)result.Error}. {result.Reason}".TrimEnd());
            return result with { Reason = "the verifier does not accept it" };
        }

        return Store(user, passkey) ? result : Refused(SecurityInfoError.DisallowedByPolicy, "the user has as many passkeys as one may have, or the credential belongs to somebody");
    }

    private static RegistrationResult Refused(SecurityInfoError error, string reason) => new(error, reason, null);

    private bool Store(SimulatedUser user, SimulatedPasskey passkey)
    {
        if (!directory.TryAddPasskey(user, passkey))
        {
            return false;
        }

        // The activity is documented; the wording of the reason is inferred.
        audits.Add(AuditActivities.UserRegistered, "User registered Fido2 Authentication Method", user, actor: user.UserPrincipalName);
        events.Add(SimulatorEventKinds.PasskeyRegistered, user.UserPrincipalName, $"A passkey was registered: {passkey.Id}.");
        return true;
    }
}
