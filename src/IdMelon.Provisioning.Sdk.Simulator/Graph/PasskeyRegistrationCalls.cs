using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The provisioning of passkeys: creation options, and the registration of what an authenticator made of them.</summary>
internal sealed class PasskeyRegistrationCalls(
    ProvisioningChallenges challenges,
    RegistrationVerifier verifier,
    TenantDirectory directory,
    TenantPolicies policies,
    SimulatorTenant tenant,
    CloudHosts hosts,
    SimulatorWeather weather,
    MethodAudits audits,
    SimulatorEvents events,
    TimeProvider time) : IGraphCalls
{
    private const int ShortestTimeout = 5;
    private const int LongestTimeout = 43_200;
    private const string Parameter = "challengeTimeoutInMinutes";

    public IEnumerable<GraphRoute> Routes()
    {
        var write = GraphPermission.AnyOf(GraphRoles.PasskeyWrite, GraphRoles.AuthenticationMethodWrite) with { Self = GraphPermission.Each("UserAuthMethod-Passkey.ReadWrite") };
        yield return new GraphRoute(HttpMethods.Get, PasskeyShape.Path + "/creationOptions", GraphCall.PasskeyCreationOptions, write, request => new(Options(request))) { Demand = RoleDemand.WriteMethods };
        yield return new GraphRoute(HttpMethods.Get, PasskeyShape.Path + "/creationOptions()/{arguments}", GraphCall.PasskeyCreationOptions, write, request => new(Options(request)))
        {
            Demand = RoleDemand.WriteMethods,
            Versions = ["beta"],
        };
        yield return new GraphRoute(HttpMethods.Post, PasskeyShape.Path, GraphCall.RegisterPasskey, write, RegisterAsync) { Demand = RoleDemand.WriteMethods };
    }

    private GraphReply Options(GraphRequest request)
    {
        if (Minutes(request) is not { } minutes)
        {
            return GraphError.Bad(request.IsBeta
                ? $"{Parameter} must be between {ShortestTimeout} and {LongestTimeout}."
                : $"The function 'creationOptions' takes no '{Parameter}' in this version.");
        }

        if (PasskeyErrors.Refusal(request, policies, hosts) is { } refusal)
        {
            return refusal;
        }

        var challenge = Encoding.ASCII.GetBytes(ChallengeText.Create());
        var expires = time.GetUtcNow().AddMinutes(minutes);
        challenges.Open(challenge, request.User, expires);
        audits.OptionsFetched(request);
        events.Add(SimulatorEventKinds.PasskeyOptionsIssued, request.User.UserPrincipalName, $"Creation options for {minutes} minutes were issued.");
        var options = CreationOptions.For(request.User, tenant.Id, hosts, challenge, expires, weather.ExcludedCredentialIds);
        var context = request.Context("microsoft.graph.webauthnCredentialCreationOptions");

        // The beta documentation's sample has the wrapper, real replies were seen without it.
        if (request.IsBeta && weather.WrapsCreationOptions)
        {
            return GraphReply.Ok(new JsonObject { ["@odata.context"] = context, ["value"] = options });
        }

        options.Insert(0, "@odata.context", context);
        return GraphReply.Ok(options);
    }

    private async ValueTask<GraphReply> RegisterAsync(GraphRequest request)
    {
        var (registration, error) = await PasskeyRegistration.ReadAsync(request.Http).ConfigureAwait(false);
        if (registration is null)
        {
            return Refused(request, "The body is no registration.", error!);
        }

        if (PasskeyErrors.Refusal(request, policies, hosts) is { } refusal)
        {
            return Refused(request, "The user may not register a passkey this way.", refusal);
        }

        if (challenges.Take(registration.Challenge, request.User) is { } reason)
        {
            return Refused(request, reason, PasskeyErrors.RegistrationFailed);
        }

        var result = await verifier.VerifyAsync(
            request.Http,
            new(request.User, registration.Challenge, registration.AttestationObject, registration.ClientData, registration.CredentialId, registration.DisplayName)).ConfigureAwait(false);
        if (result.Error != SecurityInfoError.None || result.Passkey is not { } passkey)
        {
            return Refused(request, result.Reason.Length > 0 ? result.Reason : result.Error.ToString(), PasskeyErrors.RegistrationFailed);
        }

        if (!directory.TryAddPasskey(request.User, passkey))
        {
            return Refused(request, "The credential is registered already, or the user has as many passkeys as one may have.", PasskeyErrors.RegistrationFailed);
        }

        audits.Registered(request, AuditReasons.PasskeyRegistered, AuditReasons.OwnPasskeyRegistered);
        events.Add(SimulatorEventKinds.PasskeyRegistered, request.User.UserPrincipalName, "A passkey was registered through Graph.");
        return GraphReply.Created(GraphFormat.Entity(request.MethodsContext(PasskeyShape.Methods), PasskeyShape.Of(passkey)));
    }

    private GraphError Refused(GraphRequest request, string reason, GraphError error)
    {
        audits.Refused(request);
        events.Add(SimulatorEventKinds.RegistrationRefused, request.User.UserPrincipalName, reason);
        return error;
    }

    /// <summary>How long the challenge is to hold; null if what was asked for cannot be had.</summary>
    private static int? Minutes(GraphRequest request)
    {
        const string prefix = Parameter + "=";
        var query = request.Http.Request.Query[Parameter];
        if (!request.Values.TryGetValue("arguments", out var arguments))
        {
            return query.Count == 0 ? ShortestTimeout : request.IsBeta ? Number(query.ToString()) : null;
        }

        return arguments.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? Number(arguments[prefix.Length..]) : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= ShortestTimeout and <= LongestTimeout ? minutes : null;
}
