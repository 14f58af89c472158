using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IdMelon.Provisioning.Diagnostics;

/// <summary>Names of the activity source, the meter and their tags.</summary>
public static class ProvisioningTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "IdMelon.Provisioning";

    /// <summary>The activity of one run.</summary>
    public const string RunActivity = "provisioning.run";

    /// <summary>Counts finished runs.</summary>
    public const string RunsCounter = "provisioning.runs";

    /// <summary>Tag: how a run ended.</summary>
    public const string VerdictTag = "provisioning.verdict";

    /// <summary>Tag: the error code of a run.</summary>
    public const string ErrorTag = "error.type";

    internal static readonly ActivitySource Source = new(SourceName);

    private static readonly Meter Meter = new(SourceName);

    internal static readonly Counter<long> Runs = Meter.CreateCounter<long>(RunsCounter, "{run}", "Finished provisioning runs.");
}
