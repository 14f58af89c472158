using Microsoft.Extensions.Hosting;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Leaves signals alone: when the program around the simulator is interrupted, its clean-up still needs the tenant.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
