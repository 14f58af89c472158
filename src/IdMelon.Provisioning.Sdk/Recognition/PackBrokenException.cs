namespace IdMelon.Provisioning.Recognition;

/// <summary>A pack file that is refused.</summary>
internal sealed class PackBrokenException : ProvisioningException
{
    public PackBrokenException(PackFinding finding)
        : base(ErrorOf(finding)) => Finding = finding;

    public PackBrokenException(PackFinding finding, Exception inner)
        : base(ErrorOf(finding), inner) => Finding = finding;

    public PackFinding Finding { get; }

    private static ProvisioningError ErrorOf(PackFinding finding) => ProvisioningError.Of(ErrorCodes.PackBroken, $"{finding}.");
}
