using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Running;

/// <summary>What came of replacing a user's passkeys.</summary>
/// <param name="Record">The run that made the new passkey; null if it was not begun.</param>
/// <param name="Removed">The earlier passkeys that are gone.</param>
/// <param name="Staying">The earlier passkeys that were to go, and stay because something went wrong before.</param>
public sealed record PasskeyReplacement(ProvisioningRecord? Record, IReadOnlyList<DirectoryPasskey> Removed, IReadOnlyList<DirectoryPasskey> Staying)
{
    /// <summary>Gets what went wrong; null if nothing did.</summary>
    public ProvisioningError? Error { get; init; }

    /// <summary>Gets whether the new passkey is there and all that were to go are gone.</summary>
    public bool IsDone => Error is null && Record is { IsDone: true } && Staying.Count == 0;
}
