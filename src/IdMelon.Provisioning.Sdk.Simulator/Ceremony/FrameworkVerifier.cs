using System.Buffers.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>
/// A second judge of registrations: ASP.NET Core's passkey handler, for everything but the attestation statement. It does not tell its reasons in a form that may be shown,
/// it ignores the case of member names, and it accepts keys that do not fit their algorithm; so it does not judge alone.
/// </summary>
internal sealed class FrameworkVerifier(TenantDirectory directory, CloudHosts hosts)
{
    public async Task<bool> AcceptsAsync(HttpContext http, RegistrationRequest request)
    {
        using var users = Users();
        var handler = new PasskeyHandler<SimulatedUser>(users, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = hosts.WebAuthn,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "direct",
            IsAllowedAlgorithm = algorithm => algorithm is CoseKey.Es256 or CoseKey.Rs256,
            ValidateOrigin = origin => ValueTask.FromResult(origin is { CrossOrigin: false, TopOrigin: null } && origin.Origin == hosts.WebAuthnOrigin),
        }));
        var result = await handler.PerformAttestationAsync(new()
        {
            HttpContext = http,
            CredentialJson = Credential(request),
            AttestationState = await StateAsync(handler, http, request).ConfigureAwait(false),
        }).ConfigureAwait(false);
        return result.Succeeded;
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

    private static string Credential(RegistrationRequest request)
    {
        var id = Base64Url.EncodeToString(request.CredentialId);
        return new JsonObject
        {
            ["id"] = id,
            ["rawId"] = id,
            ["type"] = "public-key",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = new JsonObject
            {
                ["clientDataJSON"] = Base64Url.EncodeToString(ClientData.WithoutMark(request.ClientData).Span),
                ["attestationObject"] = Base64Url.EncodeToString(request.AttestationObject),
            },
        }.ToJsonString();
    }

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
