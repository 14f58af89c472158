using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>Something that stands in the way of a passkey, or is good to know before.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Severity">What it means.</param>
/// <param name="Modes">The modes that it concerns.</param>
/// <param name="Cause">What it is, in whole sentences. They may quote the directory: names of profiles, messages of the service.</param>
/// <param name="Remedy">What to change, and where.</param>
public sealed record PreflightFinding(string Code, PreflightSeverity Severity, IReadOnlyList<ProvisioningMode> Modes, string Cause, string Remedy)
{
    internal static readonly IReadOnlyList<ProvisioningMode> TenantModes = [ProvisioningMode.Automatic, ProvisioningMode.Direct, ProvisioningMode.Manual];
    internal static readonly IReadOnlyList<ProvisioningMode> WindowModes = [ProvisioningMode.Automatic, ProvisioningMode.Manual];
    internal static readonly IReadOnlyList<ProvisioningMode> AutomaticOnly = [ProvisioningMode.Automatic];
    internal static readonly IReadOnlyList<ProvisioningMode> DirectOnly = [ProvisioningMode.Direct];

    /// <summary>The modes that issue an access pass for a request.</summary>
    internal static IReadOnlyList<ProvisioningMode> AccessPassModes(ProvisioningRequest request) => request.ShowsAccessPass ? WindowModes : AutomaticOnly;

    /// <summary>Turns it into the error of a run that was not begun because of it.</summary>
    public ProvisioningError ToError() => new(Code, Cause, Remedy);

    /// <summary>Prints code, cause and remedy.</summary>
    public override string ToString() => $"{Code}: {Cause} {Remedy}";

    // Cause and remedy of the catalogue, unless there is more to say.
    internal static PreflightFinding Blocks(string code, IReadOnlyList<ProvisioningMode> modes, string? cause = null, string? remedy = null) => Of(code, PreflightSeverity.Blocks, modes, cause, remedy);

    internal static PreflightFinding Warns(string code, IReadOnlyList<ProvisioningMode> modes, string? cause = null, string? remedy = null) => Of(code, PreflightSeverity.Warns, modes, cause, remedy);

    internal static PreflightFinding Unknown(string code, IReadOnlyList<ProvisioningMode> modes, string? cause = null, string? remedy = null) => Of(code, PreflightSeverity.Unknown, modes, cause, remedy);

    /// <summary>What could not be read because of an error. If the caller was refused, the remedy is to let it; otherwise it is the error's own.</summary>
    internal static PreflightFinding Unread(string code, IReadOnlyList<ProvisioningMode> modes, string what, ProvisioningError error) =>
        Unknown(code, modes, $"{what} could not be read: {error.Message}", error.Code == ErrorCodes.TenantForbidden ? null : error.Remedy);

    private static PreflightFinding Of(string code, PreflightSeverity severity, IReadOnlyList<ProvisioningMode> modes, string? cause, string? remedy)
    {
        var entry = ErrorCatalog.Find(code)!;
        return new(code, severity, modes, cause ?? entry.Cause, remedy ?? entry.Remedy);
    }
}
