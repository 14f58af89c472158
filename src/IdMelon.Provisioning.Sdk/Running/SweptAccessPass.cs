namespace IdMelon.Provisioning.Running;

/// <summary>What has become of the access pass that a killed run may have left.</summary>
/// <param name="Record">The run.</param>
/// <param name="RevokedId">The pass that was revoked; null if there was none any more, or it could not be revoked.</param>
public sealed record SweptAccessPass(ProvisioningRecord Record, string? RevokedId)
{
    /// <summary>Gets why it could not be revoked, if so.</summary>
    public ProvisioningError? Error { get; init; }
}
