using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>What an effect came to: the trigger for the table, and what the journal keeps of it.</summary>
internal sealed record Happening(ProvisioningTrigger Trigger, ProvisioningError? Error = null)
{
    public JournaledPage? Page { get; init; }

    public string? AccessPassId { get; init; }

    public string? PasskeyId { get; init; }
}
