using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to read a page's reply and to recognize the page? Allowed are 300 µs for the page of median size.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class RecognitionBenchmarks
{
    private readonly PackRecognizer recognizer = new(EntraCloud.Public);
    private string reply = "";
    private PageSnapshot snapshot = null!;

    /// <summary>Gets or sets which of the recorded pages; of an unknown one every rule is tried twice.</summary>
    [Params("median", "largest", "unknown")]
    public string Page { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        reply = Page switch
        {
            "median" => RecordedPages.BySize[RecordedPages.BySize.Count / 2],
            "largest" => RecordedPages.BySize[^1],
            _ => RecordedPages.LargestUnknown,
        };
        snapshot = StepProtocol.Read(reply).Snapshot;
    }

    [Benchmark]
    public PageObservation ReadReply() => StepProtocol.Read(reply);

    [Benchmark]
    public PageStep Recognize() => recognizer.Recognize(snapshot);
}
