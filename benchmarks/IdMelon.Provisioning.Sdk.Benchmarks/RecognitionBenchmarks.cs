using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to read a page's reply and to recognize the page?</summary>
[MemoryDiagnoser]
[MedianColumn]
public class RecognitionBenchmarks
{
    private readonly PackRecognizer recognizer = new(EntraCloud.Public);
    private string reply = "";
    private PageSnapshot snapshot = null!;

    /// <summary>Gets or sets which of the recorded pages.</summary>
    [Params("median", "largest")]
    public string Page { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        reply = RecordedPages.BySize[Page == "median" ? RecordedPages.BySize.Count / 2 : ^1];
        snapshot = StepProtocol.Read(reply).Snapshot;
    }

    [Benchmark]
    public PageObservation ReadReply() => StepProtocol.Read(reply);

    [Benchmark]
    public PageStep Recognize() => recognizer.Recognize(snapshot);
}
