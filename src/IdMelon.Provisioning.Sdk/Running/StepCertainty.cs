using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Running;

/// <summary>Takes a page of which the recognizer is not certain enough for an unknown one.</summary>
internal static class StepCertainty
{
    public static PageStep Certain(this ProvisionerOptions options, PageStep recognized) =>
        recognized.Targets.Count == 0 || recognized.Confidence >= options.MinimumConfidence ? recognized
        : new(PageStepKind.Unknown, new Dictionary<PageTarget, ControlReference>(), recognized.Evidence) { NearMisses = [new(recognized.Evidence.Rule ?? "", recognized.Kind, recognized.Evidence.Matched, "confidence")] };
}
