using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>A recognized page.</summary>
/// <param name="Kind">Which step it is.</param>
/// <param name="Targets">The controls that may be used, by role.</param>
/// <param name="Evidence">Why.</param>
public sealed record PageStep(PageStepKind Kind, IReadOnlyDictionary<PageTarget, ControlReference> Targets, StepEvidence Evidence)
{
    /// <summary>Gets what a page that refuses to go on says, as one of <see cref="ErrorCodes"/>.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>Gets the page's own number for the refusal, such as <c>130503</c>.</summary>
    public string? RefusalNumber { get; init; }
}
