using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Operators;

/// <summary>An access pass as the operator sees it.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="User">The user who signs in with it.</param>
/// <param name="Secret">What the person types; prints as <c>***</c>.</param>
/// <param name="Until">Until when it works.</param>
/// <param name="SingleUse">Whether it works for one sign-in only.</param>
public sealed record ShownAccessPass(string RequestId, UserPrincipalName User, SecretText Secret, DateTimeOffset Until, bool SingleUse);
