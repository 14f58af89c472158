using System.Reflection;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The packs that come with the library.</summary>
public static class SelectorPackCatalog
{
    private const string Folder = "Packs/";

    /// <summary>Gets the structure pack for Microsoft Entra ID.</summary>
    public static SelectorPack Entra { get; } = SelectorPack.Read("pack.json", Bytes(Folder + "pack.json"));

    /// <summary>Gets the phrase packs, ordered by language.</summary>
    public static IReadOnlyList<PhrasePack> Phrases { get; } =
    [
        .. typeof(SelectorPackCatalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder + "phrases", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => PhrasePack.Read(name[Folder.Length..], Bytes(name))),
    ];

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(SelectorPackCatalog).Assembly.GetManifestResourceStream(name)
            ?? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.PackBroken, $"The assembly lacks {name}."));
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
