using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>Shows how the runs get on. Called by one caller at a time.</summary>
internal interface IProgressView
{
    void Show(RunProgress run, JournalEntry entry);

    void Note(string text);
}
