using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>A local tenant with people who do not exist, and with an administrator who may sign in to the panel.</summary>
public static class LocalTenant
{
    /// <summary>The administrator's sign-in name.</summary>
    public const string Administrator = "admin@contoso.onmicrosoft.com";

    /// <summary>What the panel's application is granted.</summary>
    internal static IReadOnlyList<string> Roles { get; } = [GraphRoles.AccessPassWrite, GraphRoles.PasskeyWrite, GraphRoles.UserRead, GraphRoles.AuthenticationMethodPolicyRead, GraphRoles.GroupMemberRead];

    private static readonly string[] Names =
    [
        "Ada Norwood", "Amelia Hartmann", "Clara Vogt", "Daichi Kobayashi", "Ethan Caldwell", "Felix Brandt", "Greta Lindqvist", "Hana Okada", "Isabel Navarro", "Jonas Albrecht", "Kenji Watanabe", "Leonie Krause",
        "Lukas Steiner", "Mateo Vargas", "Mathilde Renard", "Noah Whitfield", "Olivia Brooks", "Priya Raman", "Ren Fujimoto", "Sakura Ishida", "Samuel Okafor", "Thomas Ashworth", "Yuki Tanaka", "Zoe Marchetti",
    ];

    /// <summary>Adds the people.</summary>
    /// <returns>The administrator's object id and password, which is new at every start.</returns>
    internal static (string AdministratorId, string Password) Fill(EntraSimulator simulator)
    {
        foreach (var name in Names)
        {
            simulator.Directory.AddUser($"{name.Replace(' ', '.').ToLowerInvariant()}@{simulator.Tenant.Name}", name);
        }

        var password = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var administrator = simulator.Directory.AddUser(Administrator, "Panel administrator");
        administrator.Roles = ["Authentication Administrator"];
        administrator.StartsWithPassword = true;
        administrator.Password = password;
        return (administrator.Id.ToString(), password);
    }
}
