using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>How a journey ended, and which line of defence decided that.</summary>
/// <param name="Journey">The way.</param>
/// <param name="Record">The run's record.</param>
/// <param name="Rows">The rows that the run took.</param>
/// <param name="Uses">What the pages told of being done to them.</param>
/// <param name="IsSignedIn">Whether the sign-in was passed, as the simulator saw it.</param>
internal sealed record JourneyResult(Journey Journey, ProvisioningRecord Record, IReadOnlyList<JournalEntry.Transitioned> Rows, IReadOnlyList<ControlUse> Uses, bool IsSignedIn)
{
    private const string PhraseMark = "phrase:";

    /// <summary>Gets what is wrong, whatever the approved file says.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Gets the phrases that were needed, each with its language.</summary>
    public IReadOnlyList<string> Words => WordsOf(Rows);

    /// <summary>Gets whether somebody has to go on by hand: the run knows that it does not know.</summary>
    public bool IsHandedOver => !Record.IsDone && Record.Error?.Code is ErrorCodes.PageUnknown;

    /// <summary>Gets what decided: the request for a language, signs alone, or words.</summary>
    public string Line => Journey.IsHonoured ? "asked" : Decided(Rows);

    /// <summary>Gets where a run that is not done stopped: the step that was recognized, or else the state in which none was.</summary>
    public string Stop
    {
        get
        {
            var row = Rows.First(row => row.Error is not null);
            return row.Page is { Step: not "Unknown" and var step } ? step : row.From.ToString();
        }
    }

    /// <summary>Gets the result as the approved file has it.</summary>
    public string Text => Record.IsDone ? $"done by {Line}{List(Words)}" : $"{Ending} at {Stop}{List(Words)}";

    /// <summary>Gets what became of the sign-in alone.</summary>
    public string SignInText
    {
        get
        {
            // The page on which the sign-in has ended is none of it.
            var rows = Rows.Where(row => row.From < ProvisioningState.OpeningSecurityInfo && row.Page?.Step is not "SecurityInfo").ToList();
            return IsSignedIn ? $"passed by {Decided(rows)}{List(WordsOf(rows))}" : $"{Ending} at {Stop}{List(WordsOf(rows))}";
        }
    }

    private string Ending => IsHandedOver ? $"person: {Record.Error!.Code}" : $"refused: {Record.Error?.Code}{(Record.Error?.ServiceCode is { } number ? $" ({number})" : "")}";

    private static string Decided(IEnumerable<JournalEntry.Transitioned> rows) => WordsOf(rows).Count > 0 ? "words" : "signs";

    private static IReadOnlyList<string> WordsOf(IEnumerable<JournalEntry.Transitioned> rows) =>
    [
        // A page that was only watched needed no words, and whether it is seen at all is chance.
        .. rows.Where(row => row.Then != ProvisioningEffect.Watch).SelectMany(row => row.Page?.Matched ?? []).Where(sign => sign.StartsWith(PhraseMark, StringComparison.Ordinal)).Select(sign => sign[PhraseMark.Length..])
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static string List(IReadOnlyList<string> words) => words.Count == 0 ? "" : $" [{string.Join(' ', words)}]";
}
