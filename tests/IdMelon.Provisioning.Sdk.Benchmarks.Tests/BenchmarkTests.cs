using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IdMelon.Provisioning.Benchmarks;

public sealed class BenchmarkTests
{
    public static TheoryData<Type> Benchmarks =>
        [.. typeof(RecognitionBenchmarks).Assembly.GetExportedTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkAttribute), inherit: false)))];

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public void A_benchmark_still_runs(Type benchmark)
    {
        var artifacts = Directory.CreateTempSubdirectory("idmelon-benchmarks-");
        try
        {
            var config = ManualConfig.CreateEmpty()
                .AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance))
                .AddLogger(NullLogger.Instance)
                .WithOptions(ConfigOptions.DisableOptimizationsValidator)
                .WithArtifactsPath(artifacts.FullName);

            var summary = BenchmarkRunner.Run(benchmark, config);

            summary.ValidationErrors.Where(error => error.IsCritical).ShouldBeEmpty();
            summary.Reports.ShouldNotBeEmpty();
            summary.Reports.ShouldAllBe(report => report.Success);
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }
}
