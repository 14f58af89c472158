namespace IdMelon.Provisioning.Planning;

/// <summary>What the cloud offers. Source: the availability tables of Microsoft Graph, where registering passkeys for users is marked as missing outside of the public cloud.</summary>
internal static class CloudRules
{
    public static IEnumerable<PreflightFinding> Check(PreflightCase subject)
    {
        if (subject.Cloud.SecurityInfoAddress is null)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.CloudUnsupported, PreflightFinding.WindowModes, $"The security-info page of the cloud '{subject.Cloud}' is not known.", "Provision these users by hand.");
        }

        if (DirectBlock(subject.Cloud) is { } block)
        {
            yield return block;
        }
    }

    public static PreflightFinding? DirectBlock(EntraCloud cloud) => cloud == EntraCloud.Public ? null : PreflightFinding.Blocks(
        ErrorCodes.CloudUnsupported,
        PreflightFinding.DirectOnly,
        $"Microsoft Graph registers passkeys for users in the public cloud only; the cloud is '{cloud}'.",
        "Use the automatic mode, which goes through the user's security-info page, where the cloud has one that is known.");
}
