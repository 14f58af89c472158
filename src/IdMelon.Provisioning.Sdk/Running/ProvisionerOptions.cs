using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Running;

/// <summary>How patient a <see cref="Provisioner"/> is, and in which cloud it works.</summary>
public sealed class ProvisionerOptions
{
    /// <summary>Gets or sets the cloud.</summary>
    /// <value>The default is <see cref="EntraCloud.Public"/>.</value>
    public EntraCloud Cloud { get; set; } = EntraCloud.Public;

    /// <summary>Gets or sets the modes in the order in which they are tried for a request that insists on none. What the host, the cloud or the tenant rules out is passed over. Only modes that need no person: the others are for requests that ask for them.</summary>
    /// <value>The default is <see cref="ProvisioningMode.Direct"/>, then <see cref="ProvisioningMode.Automatic"/>.</value>
    public IReadOnlyList<ProvisioningMode> ModeOrder { get; set; } = [ProvisioningMode.Direct, ProvisioningMode.Automatic];

    /// <summary>Gets or sets how long a page may stand still before the run gives up on it.</summary>
    /// <value>The default is 20 seconds; 0.1 to 20 seconds.</value>
    public TimeSpan PagePatience { get; set; } = CaptureRequest.MaximumPatience;

    /// <summary>Gets or sets how long a WebAuthn page is left to begin by itself before its button is clicked.</summary>
    /// <value>The default is 4 seconds; 0.1 to 20 seconds.</value>
    public TimeSpan CeremonyPatience { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Gets or sets how often the same kind of page is acted on before the run gives up.</summary>
    /// <value>The default is 3; 1 to 20.</value>
    public int MaximumRepeats { get; set; } = 3;

    /// <summary>Gets or sets how certain the recognizer must be of a page before anything on it is touched; less is an unknown page.</summary>
    /// <value>The default is 0.6; 0 to 1.</value>
    public double MinimumConfidence { get; set; } = 0.6;

    /// <summary>Gets or sets how long the directory may take to show a new passkey.</summary>
    /// <value>The default is 1 minute; 0 to 30 minutes.</value>
    public TimeSpan DirectoryPatience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long after it was issued a pass may be refused by the sign-in as wrong because the sign-in has not heard of it yet; meanwhile the sign-in is begun anew.</summary>
    /// <value>The default is 2 minutes; 0 (believe it at once) to 10 minutes.</value>
    public TimeSpan AccessPassReadiness { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how old a key must be that a killed run left pending, before it is removed because the directory does not show its passkey.</summary>
    /// <remarks>Long enough that no registration with it can still complete: longer than a person is waited for (<see cref="Requests.ProvisioningRequest.HandOver"/>), and than the directory lags.</remarks>
    /// <value>The default is 2 hours; 1 hour to 30 days.</value>
    public TimeSpan SettlementGrace { get; set; } = VaultSettler.DefaultGrace;

    /// <summary>Gets or sets how long clean-up may take; it runs also after a cancellation.</summary>
    /// <remarks>Its calls wait for their turn with those of all other runs: with Graph's limit of 5 in 10 seconds that is 2 seconds for each run at the same time.</remarks>
    /// <value>The default is 3 minutes; 1 second to 5 minutes.</value>
    public TimeSpan CleanUpBudget { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets or sets whether keys may be kept in a vault that forgets them when the process ends: for the simulator and for tests.</summary>
    /// <value>The default is <see langword="false"/>: the planner refuses such a vault.</value>
    public bool AllowsVolatileVault { get; set; }

    internal void Validate()
    {
        Require(Cloud is not null, nameof(Cloud));
        Require(ModeOrder is { Count: > 0 } && ModeOrder.All(mode => mode is Requests.ProvisioningMode.Automatic or Requests.ProvisioningMode.Direct), nameof(ModeOrder));
        Require(PagePatience >= TimeSpan.FromSeconds(0.1) && PagePatience <= CaptureRequest.MaximumPatience, nameof(PagePatience));
        Require(CeremonyPatience >= TimeSpan.FromSeconds(0.1) && CeremonyPatience <= CaptureRequest.MaximumPatience, nameof(CeremonyPatience));
        Require(MinimumConfidence is >= 0 and <= 1, nameof(MinimumConfidence));
        Require(MaximumRepeats is >= 1 and <= 20, nameof(MaximumRepeats));
        Require(DirectoryPatience >= TimeSpan.Zero && DirectoryPatience <= TimeSpan.FromMinutes(30), nameof(DirectoryPatience));
        Require(AccessPassReadiness >= TimeSpan.Zero && AccessPassReadiness <= TimeSpan.FromMinutes(10), nameof(AccessPassReadiness));
        Require(SettlementGrace >= VaultSettler.MinimumGrace && SettlementGrace <= VaultSettler.MaximumGrace, nameof(SettlementGrace));
        Require(CleanUpBudget >= TimeSpan.FromSeconds(1) && CleanUpBudget <= TimeSpan.FromMinutes(5), nameof(CleanUpBudget));
    }

    private static void Require(bool holds, string option)
    {
        if (!holds)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"{nameof(ProvisionerOptions)}.{option} is outside of its documented range."));
        }
    }
}
