using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>A run that ended with its browser. <see cref="PanelMessage.Resume"/> takes it up again.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="User">The user.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Started">When it began.</param>
/// <param name="State">How far it came.</param>
/// <param name="AccessPassId">The pass that it may have left.</param>
/// <param name="CredentialId">The credential whose key it may have left pending in the panel's vault.</param>
public sealed record InterruptedRun(string RequestId, UserPrincipalName User, PanelMode Mode, DateTimeOffset Started, ProvisioningState State, string? AccessPassId, string? CredentialId);
