using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>The result of one request: its journal entries, folded.</summary>
public sealed record ProvisioningRecord
{
    /// <summary>Gets the batch that the run belongs to.</summary>
    public required string BatchId { get; init; }

    /// <summary>Gets the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets the user.</summary>
    public required string User { get; init; }

    /// <summary>Gets the mode.</summary>
    public required ProvisioningMode Mode { get; init; }

    /// <summary>Gets how often the request was run; all else here is about the last time.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Gets how the run ended; null if it has not.</summary>
    public ProvisioningVerdict? Verdict { get; init; }

    /// <summary>Gets the state reached.</summary>
    public ProvisioningState State { get; init; }

    /// <summary>Gets when the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets how long it took, up to the last entry.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the language of the pages that were seen, last one wins; null if no page declared one.</summary>
    public string? Language { get; init; }

    /// <summary>Gets the id of the access pass that was issued.</summary>
    public string? AccessPassId { get; init; }

    /// <summary>Gets the credential id of the passkey that was made; in the capture mode of the last one that a page took.</summary>
    public string? CredentialId { get; init; }

    /// <summary>Gets the directory's id of the passkey.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>Gets the passkeys that were made for other relying parties in the capture mode, in the order in which they were made.</summary>
    public IReadOnlyList<CapturedPasskey> Captured { get; init; } = [];

    /// <summary>Gets what went wrong.</summary>
    public ProvisioningError? Error { get; init; }

    /// <summary>Gets what clean-up could not remove.</summary>
    public ProvisioningError? Leftover { get; init; }

    /// <summary>Gets how often the window was left to a person.</summary>
    public int HandOvers { get; init; }

    /// <summary>Gets the round trips between this process and the browser.</summary>
    public int RoundTrips { get; init; }

    /// <summary>Gets the page changes that the window reported: replaced documents and changed views.</summary>
    public int PageChanges { get; init; }

    /// <summary>Gets whether the passkey is there; in the capture mode, whether a page took one. What clean-up could not remove is in <see cref="Leftover"/> all the same.</summary>
    public bool IsDone => Verdict == ProvisioningVerdict.Succeeded;
}
