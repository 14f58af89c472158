using System.Reflection;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>Which permission of an application, and which scope and role of a signed-in user, opens which call.</summary>
public sealed class AccessMatrixTests : GraphTest
{
    private const string Passes = "/users/{user}/authentication/temporaryAccessPassMethods";
    private const string Passkeys = "/users/{user}/authentication/fido2Methods";
    private const string PasskeyPolicy = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/fido2";
    private const string PassPolicy = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";
    private const string Audits = "/auditLogs/directoryAudits";

    private const string ReadUsers = "User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All";
    private const string ReadGroups = "GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All";
    private const string WritePasses = "UserAuthMethod-TAP.ReadWrite.All UserAuthenticationMethod.ReadWrite.All";
    private const string ReadPasses = WritePasses + " UserAuthMethod-TAP.Read.All UserAuthenticationMethod.Read.All";
    private const string WritePasskeys = "UserAuthMethod-Passkey.ReadWrite.All UserAuthenticationMethod.ReadWrite.All";
    private const string ReadPasskeys = WritePasskeys + " UserAuthMethod-Passkey.Read.All UserAuthenticationMethod.Read.All";
    private const string ReadPolicies = "Policy.Read.All Policy.Read.AuthenticationMethod Policy.ReadWrite.AuthenticationMethod";

    private static readonly string[] Permissions =
    [
        .. typeof(GraphRoles).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!),
        "User.Read", "User.ReadWrite", "User.ReadWrite.All", "Group.ReadWrite.All", "GroupMember.ReadWrite.All", "Directory.ReadWrite.All",
        "UserAuthMethod-TAP.Read", "UserAuthMethod-TAP.ReadWrite", "UserAuthMethod-Passkey.Read", "UserAuthMethod-Passkey.ReadWrite",
    ];

    private static readonly (string Name, Guid? Id)[] Roles =
    [
        ("none", null),
        ("GA", RoleTemplates.GlobalAdministrator),
        ("PAA", RoleTemplates.PrivilegedAuthenticationAdministrator),
        ("AA", RoleTemplates.AuthenticationAdministrator),
        ("APA", RoleTemplates.AuthenticationPolicyAdministrator),
        ("GR", RoleTemplates.GlobalReader),
        ("SR", RoleTemplates.SecurityReader),
    ];

    [Theory]
    [InlineData("GET", "/users", ReadUsers)]
    [InlineData("GET", "/users/{user}", ReadUsers)]
    [InlineData("GET", "/groups", ReadGroups)]
    [InlineData("GET", "/users/{user}/memberOf", "User.Read.All GroupMember.Read.All Directory.Read.All Directory.ReadWrite.All")]
    [InlineData("GET", "/users/{user}/transitiveMemberOf", "User.Read.All GroupMember.Read.All Directory.Read.All Directory.ReadWrite.All")]
    [InlineData("POST", "/users/{user}/checkMemberGroups", "Directory.Read.All Directory.ReadWrite.All")]
    [InlineData("POST", Passes, WritePasses)]
    [InlineData("GET", Passes, ReadPasses)]
    [InlineData("GET", Passes + "/1", ReadPasses)]
    [InlineData("DELETE", Passes + "/1", WritePasses)]
    [InlineData("GET", Passkeys, ReadPasskeys)]
    [InlineData("GET", Passkeys + "/1", ReadPasskeys)]
    [InlineData("DELETE", Passkeys + "/1", WritePasskeys)]
    [InlineData("GET", Passkeys + "/creationOptions", WritePasskeys)]
    [InlineData("POST", Passkeys, WritePasskeys)]
    [InlineData("GET", PasskeyPolicy, ReadPolicies)]
    [InlineData("GET", PassPolicy, ReadPolicies)]
    [InlineData("PATCH", PasskeyPolicy, "Policy.ReadWrite.AuthenticationMethod")]
    [InlineData("PATCH", PassPolicy, "Policy.ReadWrite.AuthenticationMethod")]
    [InlineData("GET", Audits, "AuditLog.Read.All")]
    public async Task An_application_needs_a_permission_of_the_call(string method, string path, string permissions)
    {
        var opened = new List<string>();
        foreach (var permission in Permissions)
        {
            if (await IsAllowedAsync(method, path, DelegatedTokens.CreateForApplication(Simulator, "a", permission)))
            {
                opened.Add(permission);
            }
        }

        opened.ShouldBe(permissions.Split(' '), ignoreOrder: true);
    }

    [Theory]
    [InlineData("GET", "/users/{user}", "User.ReadBasic.All", "none GA PAA AA APA GR SR")]
    [InlineData("GET", "/users", "User.Read.All", "none GA PAA AA APA GR SR")]
    [InlineData("GET", "/groups", "GroupMember.Read.All", "none GA PAA AA APA GR SR")]
    [InlineData("POST", "/users/{user}/checkMemberGroups", "User.ReadBasic.All GroupMember.Read.All", "none GA PAA AA APA GR SR")]
    [InlineData("POST", Passes, WritePasses, "GA PAA AA")]
    [InlineData("GET", Passes, WritePasses, "GA PAA AA GR")]
    [InlineData("DELETE", Passes + "/1", WritePasses, "GA PAA AA")]
    [InlineData("GET", Passkeys, WritePasskeys, "GA PAA AA GR")]
    [InlineData("DELETE", Passkeys + "/1", WritePasskeys, "GA PAA AA")]
    [InlineData("GET", Passkeys + "/creationOptions", WritePasskeys, "GA PAA AA")]
    [InlineData("POST", Passkeys, WritePasskeys, "GA PAA AA")]
    [InlineData("GET", PasskeyPolicy, ReadPolicies, "GA APA GR")]
    [InlineData("PATCH", PassPolicy, ReadPolicies, "GA APA")]
    [InlineData("GET", Audits, "AuditLog.Read.All", "GA GR SR")]
    public async Task A_signed_in_user_needs_a_role_of_the_call_besides_the_scope(string method, string path, string scopes, string roles)
    {
        var admin = Simulator.Directory.AddUser("admin@contoso.example");

        (await OpenedByRoleAsync(method, path, scopes, admin)).ShouldBe(roles);
        (await OpenedByRoleAsync(method, path, "openid", admin)).ShouldBe("");
    }

    [Theory]
    [InlineData("POST", Passes, WritePasses, "GA PAA")]
    [InlineData("GET", Passes, WritePasses, "GA PAA GR")]
    [InlineData("DELETE", Passkeys + "/1", WritePasskeys, "GA PAA")]
    [InlineData("POST", Passkeys, WritePasskeys, "GA PAA")]
    public async Task The_methods_of_an_administrator_take_more(string method, string path, string scopes, string roles)
    {
        var admin = Simulator.Directory.AddUser("admin@contoso.example");
        User.Roles = ["Security Reader"];

        (await OpenedByRoleAsync(method, path, scopes, admin)).ShouldBe(roles);
    }

    [Theory]
    [InlineData("GET", "/me", "User.Read", true)]
    [InlineData("GET", "/users", "User.Read", false)]
    [InlineData("GET", "/me/authentication/temporaryAccessPassMethods", "UserAuthMethod-TAP.Read", true)]
    [InlineData("GET", Passes, "UserAuthMethod-TAP.Read", true)]
    [InlineData("DELETE", Passes + "/1", "UserAuthMethod-TAP.Read", false)]
    [InlineData("DELETE", Passes + "/1", "UserAuthMethod-TAP.ReadWrite", true)]
    [InlineData("POST", Passes, "UserAuthMethod-TAP.ReadWrite", false)]
    [InlineData("POST", Passes, WritePasses, false)]
    [InlineData("GET", Passkeys, "UserAuthMethod-Passkey.Read", true)]
    [InlineData("GET", Passkeys + "/creationOptions", "UserAuthMethod-Passkey.Read", false)]
    [InlineData("GET", Passkeys + "/creationOptions", "UserAuthMethod-Passkey.ReadWrite", true)]
    [InlineData("POST", Passkeys, "UserAuthMethod-Passkey.ReadWrite", true)]
    public async Task For_oneself_less_is_enough_but_nobody_issues_a_pass_to_oneself(string method, string path, string scopes, bool isAllowed)
    {
        (await IsAllowedAsync(method, path, DelegatedTokens.Create(Simulator, User, scopes, RoleTemplates.GlobalAdministrator))).ShouldBe(isAllowed);
    }

    [Fact]
    public async Task Scopes_for_oneself_open_nothing_about_others_and_nothing_to_applications()
    {
        var other = Simulator.Directory.AddUser("eve@contoso.example");

        (await IsAllowedAsync("GET", Passkeys, DelegatedTokens.Create(Simulator, other, "UserAuthMethod-Passkey.Read", RoleTemplates.GlobalAdministrator))).ShouldBeFalse();
        (await IsAllowedAsync("GET", Passkeys, DelegatedTokens.CreateForApplication(Simulator, "a", "UserAuthMethod-Passkey.Read"))).ShouldBeFalse();
        (await SendAsync("GET", "/v1.0/me", token: DelegatedTokens.CreateForApplication(Simulator, "a", GraphRoles.UserRead))).Status.ShouldBe(400);
    }

    private async Task<string> OpenedByRoleAsync(string method, string path, string scopes, SimulatedUser admin)
    {
        var opened = new List<string>();
        foreach (var (name, role) in Roles)
        {
            if (await IsAllowedAsync(method, path, DelegatedTokens.Create(Simulator, admin, scopes, role is { } id ? [id] : [])))
            {
                opened.Add(name);
            }
        }

        return string.Join(' ', opened);
    }

    private async Task<bool> IsAllowedAsync(string method, string path, string token)
    {
        var reply = await SendAsync(method, "/v1.0" + path.Replace("{user}", User.Id.ToString(), StringComparison.Ordinal), method is "POST" or "PATCH" ? "{}" : null, token);
        reply.Status.ShouldBeOneOf(200, 201, 204, 400, 403, 404);
        return reply.Status != 403;
    }
}
