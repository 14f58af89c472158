using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The examination as one JSON object on one line. What is not known is an object with <c>error</c>.</summary>
internal static class DoctorJson
{
    public static string Write(Examination examination) => new JsonObject
    {
        ["tenant"] = Tenant(examination.Tenant),
        ["total"] = examination.Users.Count,
        ["works"] = examination.Count(PreflightOutcome.Works),
        ["blocked"] = examination.Count(PreflightOutcome.Blocked),
        ["unknown"] = examination.Count(PreflightOutcome.Unknown),
        ["users"] = new JsonArray([.. examination.Users.Select(user => User(examination, user))]),
    }.ToJsonString();

    /// <summary>A tenant that could not be asked at all.</summary>
    public static string Write(ProvisioningError error) => Error(error).ToJsonString();

    private static JsonObject Tenant(TenantWideFacts facts) => new()
    {
        ["passkeys"] = Of(facts.Passkeys, policy => new JsonObject
        {
            ["enabled"] = policy.IsEnabled,
            ["selfService"] = policy.AllowsSelfServiceRegistration,
            ["profiles"] = new JsonArray([.. policy.Profiles.Select(profile => (JsonNode)profile.Name)]),
        }),
        ["accessPasses"] = Of(facts.AccessPasses, policy => new JsonObject
        {
            ["enabled"] = policy.IsEnabled,
            ["oneTimeOnly"] = policy.RequiresOneTime,
            ["minimumMinutes"] = policy.MinimumLifetime?.TotalMinutes,
            ["maximumMinutes"] = policy.MaximumLifetime?.TotalMinutes,
        }),
        ["referencedGroups"] = Of(facts.ReferencedGroups, count => JsonValue.Create(count)),
        ["caller"] = Of(facts.Caller, caller => new JsonObject
        {
            ["kind"] = Lower(caller.Kind),
            ["permissions"] = new JsonArray([.. caller.Permissions.Order(StringComparer.OrdinalIgnoreCase).Select(permission => (JsonNode)permission)]),
        }),
    };

    private static JsonObject User(Examination examination, PreflightReport user) => new()
    {
        ["user"] = user.User.ToString(),
        ["outcome"] = Lower(examination.OutcomeOf(user)),
        ["modes"] = new JsonObject(examination.Modes.Select(mode => KeyValuePair.Create(Lower(mode), (JsonNode?)Lower(user.OutcomeOf(mode))))),
        ["findings"] = new JsonArray([.. examination.FindingsOf(user).Select(Finding)]),
    };

    private static JsonObject Finding(PreflightFinding finding) => new()
    {
        ["code"] = finding.Code,
        ["severity"] = Lower(finding.Severity),
        ["modes"] = new JsonArray([.. finding.Modes.Select(mode => (JsonNode)Lower(mode))]),
        ["cause"] = finding.Cause,
        ["remedy"] = finding.Remedy,
    };

    private static JsonNode Of<T>(Fact<T> fact, Func<T, JsonNode> write) => fact.TryGet(out var known, out var error) ? write(known) : Error(error);

    private static JsonObject Error(ProvisioningError error) => new() { ["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["remedy"] = error.Remedy } };

    private static string Lower<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
