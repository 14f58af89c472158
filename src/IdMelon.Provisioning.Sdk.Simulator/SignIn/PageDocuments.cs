using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Counts documents: for each user, so that what their pages make up by chance is the same in every run, and for each window.</summary>
internal sealed class PageDocuments(EntraSimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, int> drawn = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<object, StrongBox<int>> windows = [];

    /// <summary>Draws the seed for something that is made up for a user, or for whoever is not known yet.</summary>
    public uint DrawSeed(SimulatedUser? user)
    {
        var name = user?.UserPrincipalName ?? "";
        var number = drawn.AddOrUpdate(name, 1, static (_, last) => last + 1);
        var text = string.Create(CultureInfo.InvariantCulture, $"{options.Seed}|{number}|{name}");
        return BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Tells the number of the document that a window gets now; the first one is 1.</summary>
    public int NumberIn(object window) => Interlocked.Increment(ref windows.GetOrCreateValue(window).Value);
}
