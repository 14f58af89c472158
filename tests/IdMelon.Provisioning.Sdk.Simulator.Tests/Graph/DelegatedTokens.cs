using System.Runtime.CompilerServices;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>Makes tokens of signed-in users with the tenant's own key, so that every combination of scopes and roles can be tried.</summary>
internal static class DelegatedTokens
{
    public static readonly Guid GlobalAdministrator = Guid.Parse("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid PrivilegedAuthenticationAdministrator = Guid.Parse("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");
    public static readonly Guid AuthenticationAdministrator = Guid.Parse("c4e39bd9-1100-46d3-8c65-fb160da0071f");
    public static readonly Guid AuthenticationPolicyAdministrator = Guid.Parse("0526716b-113d-4c15-b2c8-68e3c22b9f80");
    public static readonly Guid GlobalReader = Guid.Parse("f2ef992c-3afb-46b9-b7cf-a126ee74c451");

    public static string Create(EntraSimulator simulator, SimulatedUser user, string scopes, params Guid[] roles) => Create(simulator, "https://graph.microsoft.com", new()
    {
        ["oid"] = user.Id.ToString(),
        ["scp"] = scopes,
        ["appid"] = "4ef1a0d3-6f61-4a3a-8a0f-0a5a0d5e4b11",
        ["idtyp"] = "user",
        ["wids"] = roles.Select(role => role.ToString()).ToArray(),
    });

    /// <summary>Makes a token of an application.</summary>
    public static string CreateForApplication(EntraSimulator simulator, string applicationId, string role, string audience = "https://graph.microsoft.com") => Create(simulator, audience, new()
    {
        ["oid"] = Guid.NewGuid().ToString(),
        ["appid"] = applicationId,
        ["idtyp"] = "app",
        ["roles"] = new[] { role },
    });

    private static string Create(EntraSimulator simulator, string audience, Dictionary<string, object> claims)
    {
        var services = App(simulator).Services;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = $"https://sts.windows.net/{simulator.TenantId}/",
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = claims,
            SigningCredentials = new SigningCredentials(services.GetRequiredService<TokenKeys>().Signing, SecurityAlgorithms.RsaSha256),
        });
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "app")]
    private static extern ref WebApplication App(EntraSimulator simulator);
}
