using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Operators;

/// <summary>What a person is to do next, and for whom.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="User">The user.</param>
/// <param name="Kind">What to do.</param>
/// <param name="PasskeyName">The name that is wanted for the passkey; the person may choose another.</param>
/// <param name="Until">Until when the window is left to the person.</param>
public sealed record OperatorHint(string RequestId, UserPrincipalName User, OperatorHintKind Kind, string PasskeyName, DateTimeOffset Until);
