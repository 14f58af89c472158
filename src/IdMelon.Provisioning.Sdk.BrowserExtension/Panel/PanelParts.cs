using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What a panel's server answers the extension from. The caller owns the parts.</summary>
public sealed record PanelParts
{
    /// <summary>Gets what issues access passes.</summary>
    public required IAccessPassIssuer AccessPasses { get; init; }

    /// <summary>Gets what knows the directory's passkeys.</summary>
    public required IPasskeyDirectory Passkeys { get; init; }

    /// <summary>Gets what is known of the tenant and its users; null reads nothing.</summary>
    public ITenantFacts? Facts { get; init; }

    /// <summary>Gets what makes passkeys.</summary>
    public required IPasskeyAuthenticator Authenticator { get; init; }

    /// <summary>Gets where new keys go.</summary>
    public required IPasskeyVault Vault { get; init; }

    /// <summary>Gets whether keys are made in the extension, by the browser's WebCrypto, and come to the vault sealed; <see cref="Authenticator"/> makes none then.</summary>
    /// <value>The default is <see langword="false"/>. Needs an <see cref="ISealedPasskeyVault"/> with recipients as <see cref="Vault"/>.</value>
    public bool MakesKeysInBrowser { get; init; }

    /// <summary>Gets the authenticator model that passkeys state whose keys are made in the extension. All zeros by default.</summary>
    public Guid BrowserKeysAaguid { get; init; }

    /// <summary>Gets whether keys may be kept in a vault that forgets them: for the simulator and for tests.</summary>
    public bool AllowsVolatileVault { get; init; }

    /// <summary>Gets what fetches relying parties' lists of related origins, for the capture mode; null fetches none.</summary>
    public IRelatedOrigins? RelatedOrigins { get; init; }

    /// <summary>Gets who sits at the windows that are left to a person: is shown access passes, hears what to do next, may end a window. With null no pass is shown.</summary>
    /// <remarks>Is not asked about passkeys of the capture mode: the extension asks about each one itself, in a window that no page can imitate.</remarks>
    public IOperator? Operator { get; init; }

    /// <summary>Gets who, in the capture mode, is asked once more before a passkey is made that the operator has confirmed in the extension; null asks nobody else.</summary>
    public Func<CaptureQuestion, CancellationToken, Task<bool>>? ConfirmCapture { get; init; }

    /// <summary>Gets where debug messages go.</summary>
    public ILoggerFactory? Loggers { get; init; }
}
