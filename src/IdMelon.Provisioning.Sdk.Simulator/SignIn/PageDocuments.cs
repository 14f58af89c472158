using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Gives each document of a user a number of its own, from which everything it makes up follows.</summary>
/// <remarks>
/// The n-th document of a user follows from the seed, the user's name and n alone, so that a run repeats exactly in whatever order users take turns. As long as nobody
/// knows who looks, the documents of the window count; what they share with other windows is the seed only.
/// </remarks>
internal sealed class PageDocuments(SimulatorSeed seed)
{
    private readonly ConditionalWeakTable<object, StrongBox<int>> drawn = [];
    private readonly ConditionalWeakTable<object, StrongBox<int>> windows = [];

    /// <summary>Draws the number from which the next document of a user makes up its ids; without a user the next one of a window.</summary>
    public uint DrawSeed(SimulatedUser? user, object? window = null)
    {
        var number = (user ?? window) is { } whose ? Next(drawn, whose) : 1;
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed.Value}|{number}|{user?.UserPrincipalName}");
        return BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Counts the documents of a window, from one on.</summary>
    public int NumberIn(object window) => Next(windows, window);

    private static int Next(ConditionalWeakTable<object, StrongBox<int>> counts, object whose) => Interlocked.Increment(ref counts.GetOrCreateValue(whose).Value);
}
