using CsCheck;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Tests.Planning;

public sealed class MethodTargetingTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 5).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static readonly Gen<MethodTarget> Target = Gen.Frequency(
        (1, Gen.Const(new MethodTarget(MethodTarget.Everyone))),
        (6, Gen.OneOfConst(Ids).Select(id => new MethodTarget(id.ToString()))),
        (3, Gen.OneOfConst(Ids).Select(id => new MethodTarget(id.ToString(), MethodTargetKind.User))));

    private static readonly Gen<MethodTargets> Targets = Gen.Select(Target.Array[0, 4], Target.Array[0, 4], (include, exclude) => new MethodTargets(include, exclude));

    private static readonly Gen<HashSet<Guid>> Groups = Gen.OneOfConst(Ids).Array[0, 4].Select(ids => ids.ToHashSet());

    private static readonly Gen<(MethodTargets Targets, HashSet<Guid> Groups, Guid User)> Case = Gen.Select(Targets, Groups, Gen.OneOfConst(Ids));

    [Fact]
    public void An_exclusion_beats_any_inclusion() => Case.Sample(it =>
    {
        var isExcluded = it.Targets.Exclude.Any(target => IsMeant(target, it.Groups, it.User));
        return isExcluded == (MethodTargeting.Answer(it.Targets, it.User, it.Groups) == TargetAnswer.Excluded);
    });

    [Fact]
    public void Whoever_is_not_excluded_is_meant_if_one_target_means_the_user() => Case.Where(it => !it.Targets.Exclude.Any(target => IsMeant(target, it.Groups, it.User))).Sample(it =>
        MethodTargeting.Answer(it.Targets, it.User, it.Groups) == (it.Targets.Include.Any(target => IsMeant(target, it.Groups, it.User)) ? TargetAnswer.Included : TargetAnswer.NotIncluded));

    [Fact]
    public void The_order_of_targets_does_not_matter() => Case.Sample(it =>
        MethodTargeting.Answer(new([.. it.Targets.Include.Reverse()], [.. it.Targets.Exclude.Reverse()]), it.User, it.Groups) == MethodTargeting.Answer(it.Targets, it.User, it.Groups));

    [Fact]
    public void What_is_not_known_never_lets_a_user_in_or_keeps_one_out_by_mistake() => Gen.Select(Case, Gen.Bool, Gen.Bool).Sample((it, knowsUser, knowsGroups) =>
    {
        var told = MethodTargeting.Answer(it.Targets, knowsUser ? it.User : null, knowsGroups ? it.Groups : null);
        var answer = MethodTargeting.Answer(it.Targets, it.User, it.Groups);
        return told == TargetAnswer.Unknown || told == answer || (told == TargetAnswer.NotIncluded && answer == TargetAnswer.Excluded);
    });

    [Fact]
    public void A_target_of_an_unknown_kind_makes_nobody_sure() => Case.Sample(it =>
    {
        var strange = new MethodTarget(Ids[0].ToString(), MethodTargetKind.Unknown);
        var answer = MethodTargeting.Answer(it.Targets with { Exclude = [.. it.Targets.Exclude, strange] }, it.User, it.Groups);
        return answer != TargetAnswer.Included;
    });

    [Fact]
    public void A_passkey_is_taken_if_one_profile_takes_it_as_a_whole() => Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Array[1, 3].Sample(parts =>
    {
        var facts = new PreflightFacts().WithProfiles([.. parts.Select((part, i) => PreflightFacts.Open(Ids[i], $"{i}") with
        {
            EnforcesAttestation = part.Item1,
            AllowsDeviceBound = part.Item2,
            AllowsSynced = part.Item3,
            Models = new(part.Item4, ModelRestrictionKind.Block, [PreflightFacts.Model]),
        })]);

        var isTaken = parts.Any(part => !part.Item1 && part.Item2 && !part.Item4);

        return facts.Check().Findings.Count == (isTaken ? 0 : 1);
    });

    private static bool IsMeant(MethodTarget target, HashSet<Guid> groups, Guid user) =>
        target.Id == MethodTarget.Everyone || (target.Kind == MethodTargetKind.User ? target.ObjectId == user : groups.Contains(target.ObjectId!.Value));
}
