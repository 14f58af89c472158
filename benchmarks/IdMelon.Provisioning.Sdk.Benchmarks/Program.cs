using BenchmarkDotNet.Running;
using IdMelon.Provisioning.Benchmarks;

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

    case ["simulator"]:
        return await SimulatorLoad.RunAsync(Console.Out, cancellation.Token) is (true, true) ? 0 : 1;

    case ["record-pages"]:
        await PageRecorder.RunAsync(Console.Out, cancellation.Token);
        return 0;

    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
