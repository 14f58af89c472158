using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The journal's entries on standard output as they happen.</summary>
internal sealed class JsonLines(TextWriter writer) : IProgressView
{
    public void Show(RunProgress run, JournalEntry entry)
    {
        writer.WriteLine(JournalJson.Write(entry));
        writer.Flush();
    }

    public void Note(string text)
    {
        // Remarks are for people; they are no part of the stream.
    }
}
