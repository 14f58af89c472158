namespace IdMelon.Provisioning.Tenants;

/// <summary>An issued Temporary Access Pass with its secret.</summary>
/// <param name="Id">The method id, needed to revoke it.</param>
/// <param name="Secret">What the user types.</param>
/// <param name="Start">From when it works.</param>
/// <param name="Lifetime">How long it works from then on.</param>
/// <param name="SingleUse">Whether it works for one sign-in only.</param>
public sealed record AccessPass(string Id, SecretText Secret, DateTimeOffset Start, TimeSpan Lifetime, bool SingleUse);
