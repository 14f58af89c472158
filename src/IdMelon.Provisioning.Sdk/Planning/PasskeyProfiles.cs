using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Finds the profiles that a user may use: those of all include targets that mean the user.</summary>
internal static class PasskeyProfiles
{
    /// <returns>The profiles, and whether these are surely all: what a target without profiles means is documented nowhere, so the default profile is assumed for it.</returns>
    public static (IReadOnlyList<PasskeyProfileRule> Profiles, bool IsSure) Of(PasskeyMethodPolicy policy, Func<MethodTarget, bool?> means)
    {
        var named = new HashSet<Guid>();
        var isSure = true;
        foreach (var target in policy.Targets.Include)
        {
            var meant = means(target);
            isSure &= meant is not null;
            if (meant != true)
            {
                continue;
            }

            if (target.AllowedProfiles.Count > 0)
            {
                named.UnionWith(target.AllowedProfiles);
                continue;
            }

            isSure = false;
            if (policy.DefaultProfile is { } standard)
            {
                named.Add(standard);
            }
        }

        return ([.. policy.Profiles.Where(profile => profile.Id is { } id && named.Contains(id))], isSure);
    }
}
