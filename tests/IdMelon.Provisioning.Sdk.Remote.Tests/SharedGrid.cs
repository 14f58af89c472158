using System.Reflection;
using IdMelon.Provisioning.GridBatch;
using IdMelon.Provisioning.Remote.Tests;

[assembly: AssemblyFixture(typeof(SharedGrid))]

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>One Grid with two nodes of two browsers each, started with the first test that needs it. Tests that kill nodes have their own.</summary>
public sealed class SharedGrid : IAsyncDisposable
{
    public static readonly TimeSpan Queue = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim gate = new(1);
    private LocalGrid? grid;

    public async Task<Uri> AddressAsync()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return (grid ??= await StartAsync()).Address;
        }
        finally
        {
            gate.Release();
        }
    }

    internal static Task<LocalGrid> StartAsync() => LocalGrid.StartAsync(
        LocalGrid.FindJar(Metadata("GridFolder")),
        nodes: 2,
        sessionsPerNode: 2,
        Queue,
        TestContext.Current.CancellationToken);

    /// <summary>Gets a value that the build gave to this assembly.</summary>
    internal static string Metadata(string key) => typeof(SharedGrid).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    public async ValueTask DisposeAsync()
    {
        gate.Dispose();
        if (grid is not null)
        {
            await grid.DisposeAsync();
        }
    }
}
