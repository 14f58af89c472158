using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.StuckPages;

/// <summary>A page at which a run got stuck.</summary>
/// <param name="RequestId">The request, without anything that names its user.</param>
/// <param name="At">When it got stuck.</param>
/// <param name="State">Where it got stuck.</param>
/// <param name="Snapshot">The page, redacted: nothing in it is known to name anybody, and its words are kept only where recognition may need them.</param>
/// <param name="Step">What the page was recognized as, with the evidence and the near misses. No page text.</param>
public sealed record StuckPage(string RequestId, DateTimeOffset At, ProvisioningState State, PageSnapshot Snapshot, PageStep Step)
{
    /// <summary>Gets why the run could not go on.</summary>
    public ProvisioningError? Error { get; init; }

    /// <summary>Gets the id and the version of the structure pack that was asked; null if the recognizer is none of packs.</summary>
    public string? Pack { get; init; }

    /// <summary>Gets the screenshot as PNG, if one was wanted and could be taken. It is not redacted: it is kept apart from everything else.</summary>
    public ReadOnlyMemory<byte>? Screenshot { get; init; }

    /// <summary>Prints request, time and state only.</summary>
    public override string ToString() => $"StuckPage {{ {RequestId}, {At:O}, {State} }}";
}
