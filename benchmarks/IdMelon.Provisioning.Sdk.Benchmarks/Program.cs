using BenchmarkDotNet.Running;
using IdMelon.Provisioning.Benchmarks;
using IdMelon.Provisioning.Benchmarks.Recording;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

switch (args)
{
    case ["roundtrips"]:
        return await RoundTripReport.RunAsync(Console.Out, cancellation.Token) ? 0 : 1;

    case ["drivers"]:
        return await DriverReport.RunAsync(Console.Out, new DriverReportSize(Users: 10, Windows: 8), cancellation.Token) ? 0 : 1;

    case ["extension", var folder]:
        return await ExtensionReport.RunAsync(Console.Out, folder, new ExtensionReportSize(Starts: 5, Users: 10), cancellation.Token) ? 0 : 1;

    case ["simulator"]:
        return await SimulatorLoad.RunAsync(Console.Out, cancellation.Token) is (true, true) ? 0 : 1;

    case ["capture"]:
        return await CaptureReport.RunAsync(Console.Out, 200, cancellation.Token) is (true, true) ? 0 : 1;

    case ["record-pages"]:
        await RunRecorder.RunAsync(Console.Out, cancellation.Token);
        await CorpusRecorder.RunAsync(Console.Out, [], cancellation.Token);
        return 0;

    case ["record-corpus", .. var languages]:
        await CorpusRecorder.RunAsync(Console.Out, languages, cancellation.Token);
        return 0;

    default:
        BenchmarkSwitcher.FromAssembly(typeof(ExtensionReport).Assembly).Run(args);
        return 0;
}
