namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The operations by which a vault changes what is on the disk. Each either happens or does not; a process may be killed between any two.</summary>
internal interface IVaultDisk
{
    /// <summary>Writes a new file to the disk itself.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Adds to a file, or makes it; to the disk itself.</summary>
    void Append(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Gives a file another name in the same folder, in the place of what has that name.</summary>
    void Rename(string from, string to);

    void Delete(string path);

    /// <summary>Makes the names in a folder survive a loss of power.</summary>
    void SyncFolder(string folder);
}
