using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>
/// Verifies a registration: ASP.NET Core's passkey handler checks challenge, origin, rp id, flags, algorithm and that the credential is new;
/// <see cref="AttestationStatementVerifier"/> checks the attestation statement.
/// </summary>
internal sealed class RegistrationVerifier(TenantDirectory directory, CloudHosts hosts, TimeProvider time)
{
    private static readonly int[] Algorithms = [-7, -257];

    public async Task<RegistrationResult> VerifyAsync(HttpContext http, RegistrationRequest request)
    {
        var (_, _, attestationObject, clientData, credentialId, name) = request;
        var verdict = AttestationVerdict.Accepted;
        using var users = Users();
        var handler = new PasskeyHandler<SimulatedUser>(users, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = hosts.WebAuthn,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "direct",
            IsAllowedAlgorithm = algorithm => Algorithms.Contains(algorithm),
            ValidateOrigin = origin => ValueTask.FromResult(origin is { CrossOrigin: false, TopOrigin: null } && origin.Origin == hosts.WebAuthnOrigin),
            VerifyAttestationStatement = statement =>
            {
                verdict = AttestationStatementVerifier.Verify(statement.AttestationObject, statement.ClientDataHash.Span);
                return ValueTask.FromResult(verdict == AttestationVerdict.Accepted);
            },
        }));

        var result = await handler.PerformAttestationAsync(new()
        {
            HttpContext = http,
            CredentialJson = Credential(attestationObject, clientData, credentialId),
            AttestationState = await StateAsync(handler, http, request).ConfigureAwait(false),
        }).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            return new(
                verdict switch
                {
                    AttestationVerdict.WrongFormat => SecurityInfoError.InvalidAttestationFormat,
                    AttestationVerdict.Refused => SecurityInfoError.AttestationRefused,
                    _ => SecurityInfoError.InvalidKeyData,
                },
                "",
                null);
        }

        var attestation = AttestationObjectReader.Read(attestationObject);
        var passkey = new SimulatedPasskey(
            CredentialIdText.For(credentialId), credentialId, name, attestation.Aaguid, time.GetUtcNow(), attestation.PublicKey.ToArray(), attestation.Format);
        return new(SecurityInfoError.None, "", passkey);
    }

    /// <summary>
    /// The handler keeps its challenge in a text it makes itself, with a challenge of its own choice; ours is longer and made elsewhere, so it takes that place.
    /// </summary>
    private static async Task<string> StateAsync(PasskeyHandler<SimulatedUser> handler, HttpContext http, RegistrationRequest request)
    {
        var user = new PasskeyUserEntity { Id = request.User.Id.ToString(), Name = request.User.UserPrincipalName, DisplayName = request.User.DisplayName };
        var options = await handler.MakeCreationOptionsAsync(user, http).ConfigureAwait(false);
        var state = JsonNode.Parse(options.AttestationState!)!.AsObject();
        var challenge = state.Single(member => member.Key.Equals("challenge", StringComparison.OrdinalIgnoreCase)).Key;
        state[challenge] = Convert.ToBase64String(request.Challenge.Span);
        return state.ToJsonString();
    }

    private static string Credential(byte[] attestationObject, byte[] clientData, byte[] credentialId) => new JsonObject
    {
        ["id"] = WebEncoders.Base64UrlEncode(credentialId),
        ["rawId"] = WebEncoders.Base64UrlEncode(credentialId),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = new JsonObject
        {
            ["clientDataJSON"] = WebEncoders.Base64UrlEncode(clientData),
            ["attestationObject"] = WebEncoders.Base64UrlEncode(attestationObject),
        },
    }.ToJsonString();

    private UserManager<SimulatedUser> Users() => new(
        new SimulatedUserStore(directory),
        Options.Create(new IdentityOptions()),
        new PasswordHasher<SimulatedUser>(),
        [],
        [],
        new UpperInvariantLookupNormalizer(),
        new IdentityErrorDescriber(),
        null!,
        NullLogger<UserManager<SimulatedUser>>.Instance);
}
