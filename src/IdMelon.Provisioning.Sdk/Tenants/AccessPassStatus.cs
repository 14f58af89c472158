namespace IdMelon.Provisioning.Tenants;

/// <summary>A Temporary Access Pass as the directory lists it: without its secret.</summary>
/// <param name="Id">The method id.</param>
/// <param name="IsUsable">Whether a sign-in with it would work right now.</param>
/// <param name="UsabilityReason">Graph's <c>methodUsabilityReason</c>: <c>EnabledByPolicy</c>, <c>DisabledByPolicy</c>, <c>Expired</c>, <c>NotYetValid</c>, <c>OneTimeUsed</c>.</param>
/// <param name="Created">When it was created, if told.</param>
public sealed record AccessPassStatus(string Id, bool IsUsable, string? UsabilityReason, DateTimeOffset? Created)
{
    /// <summary>Gets whether somebody may still rely on it: it works, or will work later.</summary>
    public bool IsPending => IsUsable || UsabilityReason == "NotYetValid";
}
