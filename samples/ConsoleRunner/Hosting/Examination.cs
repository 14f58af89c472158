using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>What was found out about a tenant and users of it.</summary>
/// <param name="Tenant">What holds for all users.</param>
/// <param name="Users">The report of each user.</param>
/// <param name="Mode">The mode that is meant; null means any.</param>
internal sealed record Examination(TenantWideFacts Tenant, IReadOnlyList<PreflightReport> Users, ProvisioningMode? Mode)
{
    private static readonly ProvisioningMode[] AllModes = [ProvisioningMode.Automatic, ProvisioningMode.Direct];

    /// <summary>Gets the modes that are looked at.</summary>
    public IReadOnlyList<ProvisioningMode> Modes => Mode is { } mode ? [mode] : AllModes;

    /// <summary>Gets whether every user will get a passkey.</summary>
    public bool IsAllWell => Users.All(user => OutcomeOf(user) == PreflightOutcome.Works);

    /// <summary>What is to be expected for a user: the best that a mode gives.</summary>
    public PreflightOutcome OutcomeOf(PreflightReport user) => Modes.Min(user.OutcomeOf);

    /// <summary>The findings of a user that concern the modes that are looked at.</summary>
    public IEnumerable<PreflightFinding> FindingsOf(PreflightReport user) => user.Findings.Where(finding => finding.Modes.Any(Modes.Contains))
        .Select(finding => finding with { Modes = [.. finding.Modes.Where(mode => AllModes.Contains(mode) || mode == Mode)] });

    public int Count(PreflightOutcome outcome) => Users.Count(user => OutcomeOf(user) == outcome);
}
