namespace IdMelon.Provisioning.Transitions;

/// <summary>One row of the table: in state <paramref name="From"/>, on <paramref name="On"/>, go to <paramref name="To"/> and do <paramref name="Then"/>.</summary>
/// <param name="From">The state before.</param>
/// <param name="On">What happened.</param>
/// <param name="To">The state after.</param>
/// <param name="Then">What to do there.</param>
/// <param name="Verdict">How the run ends, if this row decides it.</param>
public sealed record TransitionRow(
    ProvisioningState From,
    ProvisioningTrigger On,
    ProvisioningState To,
    ProvisioningEffect Then,
    ProvisioningVerdict? Verdict = null);
