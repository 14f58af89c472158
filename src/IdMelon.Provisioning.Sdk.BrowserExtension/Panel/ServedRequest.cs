using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>A request that is being served.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="User">The user.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Started">Since when.</param>
public sealed record ServedRequest(string RequestId, UserPrincipalName User, PanelMode Mode, DateTimeOffset Started);
