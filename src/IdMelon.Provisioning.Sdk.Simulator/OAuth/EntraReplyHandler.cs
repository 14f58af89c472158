using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Gives the token endpoint's replies Entra's shape: extra members on success, numbers and ids on refusal.</summary>
internal sealed class EntraReplyHandler(SimulatorTenant tenant, RefreshTokens refreshTokens, TimeProvider time) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
        .UseSingletonHandler<EntraReplyHandler>()
        .SetOrder(int.MinValue + 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (string.IsNullOrEmpty(context.Error))
        {
            Complete(context.Response, context.Request, context.Transaction.GetProperty<TokenGrant>(TokenGrant.Key)!);
        }
        else
        {
            // What the library itself refuses has no number of Entra's; the closest is that something is missing.
            var error = context.Transaction.GetProperty<EntraError>(nameof(EntraError)) ?? new EntraError(context.Error, 900144, context.Response.ErrorDescription ?? "The request is not valid.");
            Refuse(context.Response, EntraRefusal.Of(error, context.Transaction.GetHttpRequest(), time));
        }

        return ValueTask.CompletedTask;
    }

    private void Complete(OpenIddictResponse response, OpenIddictRequest? request, TokenGrant grant)
    {
        response.Scope = grant.User?.Scopes.TextInReply(grant.Client.Application);
        response.SetParameter("ext_expires_in", response.ExpiresIn);
        if (request?.GetParameter("client_info")?.ToString() is "1")
        {
            response.SetParameter("client_info", ClientInfo(grant.User?.User.Id.ToString() ?? grant.Client.Application.ClientId, tenant));
        }

        if (grant.User is { Scopes.WantsRefreshToken: true } user)
        {
            response.RefreshToken = refreshTokens.Issue(user);
        }
    }

    private static void Refuse(OpenIddictResponse response, EntraRefusal refusal)
    {
        response.ErrorDescription = refusal.Description;
        response.ErrorUri = refusal.Address;
        response.SetParameter("error_codes", new OpenIddictParameter(new JsonArray(JsonValue.Create(refusal.Error.Number))));
        response.SetParameter("timestamp", refusal.Timestamp);
        response.SetParameter("trace_id", refusal.TraceId);
        response.SetParameter("correlation_id", refusal.CorrelationId);
        response.SetParameter("suberror", refusal.Error.Suberror);
    }

    /// <summary>Tells client libraries whose tokens these are.</summary>
    public static string ClientInfo(string user, SimulatorTenant tenant) =>
        Base64UrlEncoder.Encode(new JsonObject { ["uid"] = user, ["utid"] = tenant.Id.ToString() }.ToJsonString());
}
