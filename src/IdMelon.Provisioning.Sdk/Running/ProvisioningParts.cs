using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>The parts that a <see cref="Provisioner"/> works with. The caller owns them.</summary>
public sealed record ProvisioningParts
{
    /// <summary>Gets what opens private windows; null rules all modes out but the direct one.</summary>
    public IBrowserSessionFactory? Browsers { get; init; }

    /// <summary>Gets what issues access passes; null rules the automatic mode out, and the manual mode with a pass that is shown.</summary>
    public IAccessPassIssuer? AccessPasses { get; init; }

    /// <summary>Gets what registers passkeys without a browser; null rules the direct mode out.</summary>
    public IPasskeyRegistrar? Registrar { get; init; }

    /// <summary>Gets what knows the directory's passkeys; null rules all modes out but the capture one, which has no directory to ask.</summary>
    public IPasskeyDirectory? Passkeys { get; init; }

    /// <summary>Gets who is at the windows that are left to a person; null rules the capture mode out, and the manual mode with a pass that is shown.</summary>
    public IOperator? Operator { get; init; }

    /// <summary>Gets what fetches relying parties' lists of related origins in the capture mode; with null no rp id counts but a page's own.</summary>
    public IRelatedOrigins? RelatedOrigins { get; init; }

    /// <summary>Gets what is known of the tenant and its users before a run begins, so that it is not begun in vain and the mode fits; null plans without.</summary>
    public ITenantFacts? Facts { get; init; }

    /// <summary>Gets what is known of the authenticator; null takes what a <see cref="SoftwareAuthenticator"/> says of itself.</summary>
    public AuthenticatorTraits? AuthenticatorTraits { get; init; }

    /// <summary>Gets what makes passkeys.</summary>
    public required IPasskeyAuthenticator Authenticator { get; init; }

    /// <summary>Gets where new keys go.</summary>
    public required IPasskeyVault Vault { get; init; }

    /// <summary>Gets where the story is written.</summary>
    public required IProvisioningJournal Journal { get; init; }

    /// <summary>Gets where pages go at which a run gets stuck; null keeps none.</summary>
    public IStuckPageStore? StuckPages { get; init; }

    /// <summary>Gets what recognizes pages; null takes the built-in packs.</summary>
    public IStepRecognizer? Recognizer { get; init; }

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets where debug messages go.</summary>
    public ILoggerFactory? Loggers { get; init; }
}
