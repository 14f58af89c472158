using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The seed of everything that happens by chance in one tenant.</summary>
internal sealed record SimulatorSeed(int Value)
{
    public static SimulatorSeed Of(EntraSimulatorOptions options) => new(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
}
