using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Gives the token endpoint's replies Entra's shape: extra members on success, numbers and ids on refusal.</summary>
internal sealed class EntraReplyHandler(SimulatorTenant tenant, TimeProvider time) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
        .UseSingletonHandler<EntraReplyHandler>()
        .SetOrder(int.MinValue + 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        var response = context.Response;
        if (string.IsNullOrEmpty(context.Error))
        {
            response.SetParameter(OpenIddictConstants.Parameters.Scope, null);
            response.SetParameter("ext_expires_in", response.ExpiresIn);
            if (context.Request?.GetParameter("client_info")?.ToString() is "1")
            {
                response.SetParameter("client_info", ClientInfo(context.Request.ClientId!));
            }

            return ValueTask.CompletedTask;
        }

        var number = EntraError.NumberIn(response.ErrorDescription);
        var trace = Guid.NewGuid().ToString();
        var correlation = Guid.TryParse(context.Transaction.GetHttpRequest()?.Headers["client-request-id"], out var asked) ? asked.ToString() : Guid.NewGuid().ToString();
        var timestamp = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var sentence = number == 900144 ? $"AADSTS900144: {response.ErrorDescription}" : response.ErrorDescription;
        response.ErrorDescription = $"{sentence} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}";
        response.ErrorUri = $"https://login.microsoftonline.com/error?code={number.ToString(CultureInfo.InvariantCulture)}";
        response.SetParameter("error_codes", new OpenIddictParameter(new JsonArray(JsonValue.Create(number))));
        response.SetParameter("timestamp", timestamp);
        response.SetParameter("trace_id", trace);
        response.SetParameter("correlation_id", correlation);
        return ValueTask.CompletedTask;
    }

    private string ClientInfo(string clientId) => Base64UrlEncoder.Encode(new JsonObject { ["uid"] = clientId, ["utid"] = tenant.Id.ToString() }.ToJsonString());
}
