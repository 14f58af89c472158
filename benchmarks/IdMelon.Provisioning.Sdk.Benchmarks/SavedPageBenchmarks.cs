using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to read a saved page of 100 KB and to recognize it? Allowed are 5 ms.</summary>
/// <remarks>A page of the corpus as a browser saved it, grown by a data object in a script and by rows with links and hidden blocks below the form.</remarks>
[MemoryDiagnoser]
[MedianColumn]
public class SavedPageBenchmarks
{
    private const int Length = 100 * 1024;

    private readonly PackRecognizer recognizer = new(EntraCloud.Public);
    private string html = "";

    /// <summary>Gets or sets how much of what is added is script, in percent: real sign-in pages have some hundred elements and the rest in script; half is a page of many hundred links.</summary>
    [Params(90, 50)]
    public int Script { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var page = RecordedPages.LongestSaved;
        var end = page.LastIndexOf("</body>", StringComparison.Ordinal);
        var added = Length - page.Length;
        html = page[..end] + Data(added * Script / 100) + Markup(added * (100 - Script) / 100) + page[end..];
        if (recognizer.Recognize(SavedPage.Read(html, EntraCloud.Public).Snapshot).Kind == PageStepKind.Unknown)
        {
            throw new InvalidOperationException("The grown page is not recognized any more.");
        }
    }

    [Benchmark]
    public PageStep ReadAndRecognize() => recognizer.Recognize(SavedPage.Read(html, EntraCloud.Public).Snapshot);

    private static string Data(int length) =>
        Grow("<script>globalThis.$More={", "};</script>", length, number => $"\"urlEntry{number}\":\"https://login.microsoftonline.com/common/entry/{number}?a=1&b=2\",\"fFlag{number}\":true,\n");

    private static string Markup(int length) =>
        Grow("<footer>", "</footer>", length, number => $"<div class=\"row f{number % 7}\" style=\"{(number % 3 == 0 ? "display:none" : "")}\"><span>Entry {number}</span> <a href=\"/e/{number}\" id=\"e{number}\">More</a></div>\n");

    private static string Grow(string start, string end, int length, Func<int, string> part)
    {
        var text = new StringBuilder(start);
        for (var number = 0; text.Length + end.Length < length; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part(number)}");
        }

        return text.Append(end).ToString();
    }
}
