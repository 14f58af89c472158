namespace IdMelon.Provisioning.Recognition;

/// <summary>A pack file as it was found: not yet read, not yet trusted.</summary>
/// <param name="Name">The name for messages.</param>
/// <param name="Utf8">The JSON text.</param>
public sealed record PackFile(string Name, ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MostBytes = 1024 * 1024;
}
