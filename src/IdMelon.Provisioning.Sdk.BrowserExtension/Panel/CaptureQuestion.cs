using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>Whether a passkey is to be made for a relying party and assigned to a user.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="User">The user who gets it.</param>
/// <param name="RelyingPartyId">The relying party.</param>
/// <param name="RelyingPartyName">What it calls itself. Text from outside: show it as text only.</param>
/// <param name="AccountName">The account there. Text from outside.</param>
/// <param name="Origin">The page that asks, as the browser says.</param>
public sealed record CaptureQuestion(string RequestId, UserPrincipalName User, string RelyingPartyId, string RelyingPartyName, string AccountName, string Origin);
