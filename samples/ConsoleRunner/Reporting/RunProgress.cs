using System.Globalization;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>Where one run stands, as its journal entries told so far.</summary>
internal sealed class RunProgress(JournalEntry.RunStarted started)
{
    public string User { get; } = TerminalText.Clean(started.User);

    public DateTimeOffset Started { get; } = started.At;

    public DateTimeOffset Latest { get; private set; } = started.At;

    public ProvisioningState State { get; private set; }

    public string? Language { get; private set; }

    public ProvisioningVerdict? Verdict { get; private set; }

    public ProvisioningError? Error { get; private set; }

    /// <summary>Gets until when a person is needed, and why; null while nobody is.</summary>
    public string? PersonNeeded { get; private set; }

    public bool IsFinished => State == ProvisioningState.Finished;

    public TimeSpan Duration => Latest - Started;

    public void Apply(JournalEntry entry)
    {
        Latest = entry.At;
        if (entry is JournalEntry.Transitioned transition)
        {
            State = transition.To;
            Language = transition.Page?.Language ?? Language;
            Verdict = transition.Verdict ?? Verdict;

            // Why a person was asked for is no error of the run: the person may have found the way on.
            var isHandOver = transition.On == ProvisioningTrigger.PersonNeeded;
            PersonNeeded = isHandOver ? TerminalText.Clean(string.Create(CultureInfo.InvariantCulture, $"a person is needed until {transition.Until?.ToLocalTime():HH:mm:ss}{(transition.Error is { } cause ? $": {cause.Code}: {cause.Message}" : "")}")) : null;
            Error = transition.Verdict == ProvisioningVerdict.Succeeded ? null : Error ?? (isHandOver ? null : transition.Error);
        }
    }
}
