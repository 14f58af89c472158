using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>What an effect came to: the trigger for the table, and what the journal keeps of it.</summary>
internal sealed record Happening(ProvisioningTrigger Trigger, ProvisioningError? Error = null)
{
    /// <summary>Gets what the recognized page is.</summary>
    public PageStepKind? Kind { get; init; }

    /// <summary>Gets what it was before a person was asked for instead.</summary>
    public ProvisioningTrigger? Instead { get; init; }

    /// <summary>Gets whether a person was waited for in vain.</summary>
    public bool NobodyHelped { get; init; }

    public JournaledPage? Page { get; init; }

    public string? AccessPassId { get; init; }

    /// <summary>Gets the id of the service's call behind it.</summary>
    public string? ServiceRequestId { get; init; }

    public string? PasskeyId { get; init; }
}
