using System.Collections.Frozen;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Transitions;

/// <summary>The rows of one mode.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TransitionTable
{
    private readonly FrozenDictionary<(ProvisioningState, ProvisioningTrigger), TransitionRow> index;

    /// <summary>Makes a table.</summary>
    /// <exception cref="ArgumentException">Two rows answer the same trigger in the same state.</exception>
    public TransitionTable(IReadOnlyList<TransitionRow> rows)
    {
        Rows = rows;
        index = rows.ToFrozenDictionary(row => (row.From, row.On));
    }

    /// <summary>Gets the table of the automatic mode.</summary>
    public static TransitionTable Automatic { get; } = new(AutomaticRows.All);

    /// <summary>Gets the table of the direct mode.</summary>
    public static TransitionTable Direct { get; } = new(DirectRows.All);

    /// <summary>Gets the table of the manual mode.</summary>
    public static TransitionTable Manual { get; } = new(ManualRows.All);

    /// <summary>Gets the table of the capture mode.</summary>
    public static TransitionTable Capture { get; } = new(CaptureRows.All);

    /// <summary>Gets the rows.</summary>
    public IReadOnlyList<TransitionRow> Rows { get; }

    /// <summary>Gets the table of a mode.</summary>
    public static TransitionTable Of(ProvisioningMode mode) => mode switch
    {
        ProvisioningMode.Automatic => Automatic,
        ProvisioningMode.Direct => Direct,
        ProvisioningMode.Manual => Manual,
        ProvisioningMode.Capture => Capture,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
    };

    /// <summary>Finds the row that answers a trigger in a state; null if there is none.</summary>
    public TransitionRow? Find(ProvisioningState from, ProvisioningTrigger on) => index.GetValueOrDefault((from, on));
}
