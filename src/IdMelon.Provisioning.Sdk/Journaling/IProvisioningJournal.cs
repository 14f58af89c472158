namespace IdMelon.Provisioning.Journaling;

/// <summary>An append-only journal.</summary>
/// <remarks>Thread-safe. An entry is durable (as far as the journal is) when <see cref="AppendAsync"/> returns.</remarks>
public interface IProvisioningJournal
{
    /// <summary>Appends an entry.</summary>
    /// <exception cref="ProvisioningException">It could not be written (<see cref="ErrorCodes.JournalFailed"/>).</exception>
    ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>Reads all entries in the order in which they were appended.</summary>
    /// <exception cref="ProvisioningException">It could not be read (<see cref="ErrorCodes.JournalFailed"/>).</exception>
    IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken);
}
