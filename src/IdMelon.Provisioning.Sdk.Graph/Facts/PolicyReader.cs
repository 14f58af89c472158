using System.Text.Json;
using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>Reads the authentication methods policy. Pure.</summary>
/// <remarks>
/// It is read as JSON: Microsoft.Graph 5 has no types for passkey profiles, and how many groups are referenced is a question to the whole document, methods that nobody here knows among it.
/// </remarks>
internal sealed class PolicyReader(ForeignText foreign)
{
    public Fact<PasskeyMethodPolicy> Passkeys(JsonElement policy)
    {
        if (Configuration(policy, "Fido2") is not { } method || IsEnabled(method) is not { } isEnabled || Targets(method) is not { } targets)
        {
            return Unreadable("It does not tell of passkeys, or not whether they are on and for whom.");
        }

        if (method.Member("passkeyProfiles") is { ValueKind: not JsonValueKind.Array })
        {
            return Unreadable("Its passkey profiles are of an unknown form.");
        }

        return new PasskeyMethodPolicy(isEnabled, targets)
        {
            AllowsSelfServiceRegistration = method.Truth("isSelfServiceRegistrationAllowed"),
            TenantRule = new("Tenant") { AllowsDeviceBound = true, AllowsSynced = true, EnforcesAttestation = method.Truth("isAttestationEnforced"), Models = Models(method) },
            Profiles = [.. (method.List("passkeyProfiles") ?? []).Select(Profile)],
            DefaultProfile = method.Id("defaultPasskeyProfile"),
        };
    }

    public static Fact<AccessPassMethodPolicy> AccessPasses(JsonElement policy)
    {
        if (Configuration(policy, "TemporaryAccessPass") is not { } method || IsEnabled(method) is not { } isEnabled || Targets(method) is not { } targets)
        {
            return Unreadable("It does not tell of Temporary Access Passes, or not whether they are on and for whom.");
        }

        return new AccessPassMethodPolicy(isEnabled, targets)
        {
            RequiresOneTime = method.Truth("isUsableOnce"),
            MinimumLifetime = Minutes(method, "minimumLifetimeInMinutes"),
            MaximumLifetime = Minutes(method, "maximumLifetimeInMinutes"),
            DefaultLifetime = Minutes(method, "defaultLifetimeInMinutes"),
        };
    }

    /// <summary>How many groups the document names as targets, wherever.</summary>
    public static int ReferencedGroups(JsonElement policy)
    {
        var groups = new HashSet<Guid>();
        Collect(policy, groups);
        return groups.Count;
    }

    private static void Collect(JsonElement part, HashSet<Guid> groups)
    {
        if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in part.EnumerateArray())
            {
                Collect(item, groups);
            }
        }
        else if (part.ValueKind == JsonValueKind.Object)
        {
            if (part.Text("targetType") == "group" && part.Id("id") is { } group)
            {
                groups.Add(group);
            }

            foreach (var member in part.EnumerateObject())
            {
                Collect(member.Value, groups);
            }
        }
    }

    private static JsonElement? Configuration(JsonElement policy, string id)
    {
        foreach (var method in policy.List("authenticationMethodConfigurations") ?? [])
        {
            if (string.Equals(method.Text("id"), id, StringComparison.OrdinalIgnoreCase))
            {
                return method;
            }
        }

        return null;
    }

    private static bool? IsEnabled(JsonElement method) => method.Text("state") switch
    {
        "enabled" => true,
        "disabled" => false,
        _ => null,
    };

    private static MethodTargets? Targets(JsonElement method) =>
        method.List("includeTargets") is { } include && method.List("excludeTargets") is { } exclude ? new([.. include.Select(Target)], [.. exclude.Select(Target)]) : null;

    private static MethodTarget Target(JsonElement target) => new(target.Text("id") ?? "", target.Text("targetType") switch
    {
        "group" => MethodTargetKind.Group,
        "user" => MethodTargetKind.User,
        _ => MethodTargetKind.Unknown,
    })
    {
        AllowedProfiles = target.Ids("allowedPasskeyProfiles") ?? [],
    };

    // The name is an administrator's; it is shown in terminals and reports.
    private PasskeyProfileRule Profile(JsonElement profile)
    {
        var types = profile.Text("passkeyTypes")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(foreign.Sentence(profile.Text("name")) ?? "without a name")
        {
            Id = profile.Id("id"),
            AllowsDeviceBound = types?.Contains("deviceBound"),
            AllowsSynced = types?.Contains("synced"),
            EnforcesAttestation = profile.Text("attestationEnforcement") switch
            {
                "disabled" => false,
                "registrationOnly" => true,
                _ => null,
            },
            Models = Models(profile),
        };
    }

    private static ModelRestrictions? Models(JsonElement rule)
    {
        if (rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("keyRestrictions", out var none) && none.ValueKind == JsonValueKind.Null)
        {
            return ModelRestrictions.None;
        }

        return rule.Member("keyRestrictions") is { } models && models.Truth("isEnforced") is { } isEnforced
            ? new(isEnforced, models.Text("enforcementType") switch
            {
                "allow" => ModelRestrictionKind.Allow,
                "block" => ModelRestrictionKind.Block,
                _ => ModelRestrictionKind.Unknown,
            }, models.Ids("aaGuids") ?? [])
            : null;
    }

    private static TimeSpan? Minutes(JsonElement method, string name) => method.Number(name) is { } minutes and >= 0 ? TimeSpan.FromMinutes(minutes) : null;

    private static ProvisioningError Unreadable(string why) => ErrorReader.Unreadable(TenantCall.ReadPolicy, why);
}
