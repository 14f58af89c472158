using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>Whether a user can be given a passkey, and if not, why and what to change.</summary>
/// <param name="User">The user.</param>
/// <param name="Findings">What was found, the gravest first.</param>
public sealed record PreflightReport(UserPrincipalName User, IReadOnlyList<PreflightFinding> Findings)
{
    /// <summary>Gets the findings that concern a mode, the gravest first.</summary>
    public IEnumerable<PreflightFinding> For(ProvisioningMode mode) => Findings.Where(finding => finding.Modes.Contains(mode));

    /// <summary>Tells what is to be expected of a mode.</summary>
    public PreflightOutcome OutcomeOf(ProvisioningMode mode) => For(mode).Select(finding => finding.Severity).DefaultIfEmpty(PreflightSeverity.Warns).Max() switch
    {
        PreflightSeverity.Blocks => PreflightOutcome.Blocked,
        PreflightSeverity.Unknown => PreflightOutcome.Unknown,
        _ => PreflightOutcome.Works,
    };

    /// <summary>Gets what blocks a mode; null if nothing does.</summary>
    public PreflightFinding? BlockOf(ProvisioningMode mode) => For(mode).FirstOrDefault(finding => finding.Severity == PreflightSeverity.Blocks);
}
