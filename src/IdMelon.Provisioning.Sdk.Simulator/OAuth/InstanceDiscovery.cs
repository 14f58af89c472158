using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Tells client libraries which sign-in hosts belong together.</summary>
internal sealed class InstanceDiscovery
{
    // Preferred network host, preferred cache host, aliases.
    private static readonly (string Network, string Cache, string[] Aliases)[] Clouds =
    [
        ("login.microsoftonline.com", "login.windows.net", ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"]),
        ("login.partner.microsoftonline.cn", "login.partner.microsoftonline.cn", ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"]),
        ("login.microsoftonline.us", "login.microsoftonline.us", ["login.microsoftonline.us", "login.usgovcloudapi.net"]),
    ];

    public static void Map(WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        app.MapGet("/common/discovery/instance", (RequestDelegate)(context => AnswerAsync(context, hosts))).RequireHost(hosts.SignIn);
    }

    private static Task AnswerAsync(HttpContext context, CloudHosts hosts)
    {
        var asked = context.Request.Query["authorization_endpoint"].ToString();
        if (!Uri.TryCreate(asked, UriKind.Absolute, out var endpoint) || !(hosts.IsSignIn(endpoint.Host) || endpoint.Host.Equals(hosts.WebAuthn, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Json.WriteAsync(context, new JsonObject
            {
                ["error"] = "invalid_instance",
                ["error_description"] = "AADSTS50049: Unknown or invalid instance.",
                ["error_codes"] = new JsonArray(JsonValue.Create(50049)),
            });
        }

        var tenant = endpoint.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "common";
        return Json.WriteAsync(context, new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"https://{endpoint.Host}/{tenant}{EntraAddresses.Configuration}",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray([.. Clouds.Select(cloud => (JsonNode)new JsonObject
            {
                ["preferred_network"] = cloud.Network,
                ["preferred_cache"] = cloud.Cache,
                ["aliases"] = new JsonArray([.. cloud.Aliases.Select(alias => (JsonNode)JsonValue.Create(alias))]),
            })]),
        });
    }
}
