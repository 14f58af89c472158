using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>A permission that a mode needs.</summary>
/// <param name="For">What it is for, as a part of a sentence.</param>
/// <param name="Least">The least one that does.</param>
/// <param name="AlsoDo">Wider ones that do as well.</param>
/// <param name="Modes">The modes that need it.</param>
internal sealed record PermissionNeed(string For, string Least, IReadOnlyList<string> AlsoDo, IReadOnlyList<ProvisioningMode> Modes)
{
    private const string EveryMethod = "UserAuthenticationMethod.ReadWrite.All";
    private const string PasskeyWrite = "UserAuthMethod-Passkey.ReadWrite.All";

    /// <summary>The needs of the modes. Source: the permission tables of Microsoft Graph; the least one for issuing passes corrects what looks like a fault in them.</summary>
    public static readonly IReadOnlyList<PermissionNeed> All =
    [
        new("issuing Temporary Access Passes", "UserAuthMethod-TAP.ReadWrite.All", [EveryMethod], PreflightFinding.WindowModes) { IsForAccessPasses = true },
        new("proving that the directory holds the passkey", "UserAuthMethod-Passkey.Read.All", [PasskeyWrite, "UserAuthenticationMethod.Read.All", EveryMethod], PreflightFinding.WindowModes),
        new("registering passkeys for users", PasskeyWrite, [EveryMethod], PreflightFinding.DirectOnly),
    ];

    /// <summary>Gets whether it is needed only where an access pass is issued.</summary>
    public bool IsForAccessPasses { get; private init; }

    /// <summary>Tells which modes need it for a request.</summary>
    public IReadOnlyList<ProvisioningMode> ModesFor(ProvisioningRequest request) => IsForAccessPasses ? PreflightFinding.AccessPassModes(request) : Modes;

    public bool IsMetBy(IReadOnlySet<string> permissions) => permissions.Any(held => held.Equals(Least, StringComparison.OrdinalIgnoreCase) || AlsoDo.Contains(held, StringComparer.OrdinalIgnoreCase));
}
