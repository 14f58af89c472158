namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>How a run ended.</summary>
/// <param name="Error">What went wrong; null if nothing.</param>
/// <param name="Text">The result in a sentence.</param>
public sealed record RunResult(ProvisioningError? Error, string Text)
{
    /// <summary>Gets what Graph says of the new passkey; null where it was not asked.</summary>
    public string? Proof { get; init; }

    /// <summary>Gets what the run could not remove.</summary>
    public ProvisioningError? Leftover { get; init; }
}
