using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Gives devices a code to show and a code to ask with.</summary>
internal sealed class DeviceCodeEndpoint(
    SimulatorApplications applications, DeviceSignIns devices, SimulatorTenant tenant, CloudHosts hosts, SimulatorEvents events, TimeProvider time)
{
    private const int SecondsBetweenQuestions = 5;

    public async Task AnswerAsync(HttpContext http)
    {
        var (signIn, error) = await OpenAsync(http).ConfigureAwait(false);
        if (signIn is null)
        {
            events.Add(SimulatorEventKinds.TokenRefused, null, $"A device was refused with AADSTS{error!.Number}.");
            await EntraRefusal.Of(error, http.Request, time).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        var address = DevicePages.AddressIn(hosts);
        http.Response.Headers.CacheControl = "no-store";
        await Json.WriteAsync(http, new JsonObject
        {
            ["user_code"] = signIn.UserCode,
            ["device_code"] = signIn.DeviceCode,
            ["verification_uri"] = address,
            ["expires_in"] = (int)DeviceSignIns.Lifetime.TotalSeconds,
            ["interval"] = SecondsBetweenQuestions,
            ["message"] = $"To sign in, use a web browser to open the page {address} and enter the code {signIn.UserCode} to authenticate.",
        }).ConfigureAwait(false);
    }

    private async Task<(DeviceSignIn? SignIn, EntraError? Error)> OpenAsync(HttpContext http)
    {
        var name = (string)http.GetRouteValue("tenant")!;
        if (!EntraAddresses.IsShared(name) && !tenant.IsNamed(name))
        {
            return (null, EntraError.UnknownTenant(name));
        }

        if (!http.Request.HasFormContentType)
        {
            return (null, EntraError.Missing("client_id"));
        }

        if (await TokenFormHandler.RefusalAsync(http.Request).ConfigureAwait(false) is { } unreadable)
        {
            return (null, unreadable);
        }

        var form = http.Request.Form;
        if (form["client_id"].ToString() is not { Length: > 0 } clientId)
        {
            return (null, EntraError.Missing("client_id"));
        }

        if (applications.Find(clientId) is not { } application)
        {
            return (null, EntraError.UnknownClient(clientId, tenant));
        }

        var (scopes, wrongScopes) = ScopeRequest.Parse(form["scope"], hosts, tenant);
        return scopes is null ? (null, wrongScopes)
            : scopes.LacksConsent(application) ? (null, GrantErrors.NoConsent(application))
            : (devices.Open(application, scopes), null);
    }
}
