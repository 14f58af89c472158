using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>A recognized page.</summary>
/// <param name="Kind">Which step it is.</param>
/// <param name="Targets">The controls that may be used, by role; empty where nothing may be touched.</param>
/// <param name="Evidence">Why.</param>
public sealed record PageStep(PageStepKind Kind, IReadOnlyDictionary<PageTarget, ControlReference> Targets, StepEvidence Evidence)
{
    /// <summary>Gets how certain the answer is, from 0 (unknown) to 1 (only signs that are sure): the weakest sign that was needed decides.</summary>
    public double Confidence { get; init; }

    /// <summary>Gets what a block says, as one of <see cref="ErrorCodes"/>; null for everything else.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>Gets the page's own number for the refusal, such as <c>130503</c>.</summary>
    public string? RefusalNumber { get; init; }

    /// <summary>Gets what almost claimed an unknown page, the closest first; empty for a known one.</summary>
    public IReadOnlyList<NearMiss> NearMisses { get; init; } = [];
}
