using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Tells whether targets mean a user. Source: Microsoft's documentation of the passkey policy: an exclusion beats any inclusion, and groups count with the groups in them.</summary>
internal static class MethodTargeting
{
    /// <param name="targets">The targets.</param>
    /// <param name="user">The user's object id; null if it is not known.</param>
    /// <param name="groups">Those of the targets' groups that the user belongs to; null if they are not known.</param>
    public static TargetAnswer Answer(MethodTargets targets, Guid? user, IReadOnlySet<Guid>? groups)
    {
        var excluded = Any(targets.Exclude, user, groups);
        var included = Any(targets.Include, user, groups);
        return excluded == true ? TargetAnswer.Excluded
            : included == false ? TargetAnswer.NotIncluded // whatever is not known of the exclusions
            : excluded is null || included is null ? TargetAnswer.Unknown
            : TargetAnswer.Included;
    }

    /// <summary>Tells whether a target means the user; null if that is not known.</summary>
    public static bool? Means(MethodTarget target, Guid? user, IReadOnlySet<Guid>? groups) =>
        target.IsEveryone ? true
        : target.ObjectId is not { } id ? null
        : target.Kind switch
        {
            MethodTargetKind.Group => groups?.Contains(id),
            MethodTargetKind.User => user is null ? null : user == id,
            _ => null,
        };

    private static bool? Any(IReadOnlyList<MethodTarget> targets, Guid? user, IReadOnlySet<Guid>? groups)
    {
        var answers = targets.Select(target => Means(target, user, groups)).ToList();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }
}
