using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.Conformance.Journaling;

/// <summary>A journal in memory whose disk fills up on demand.</summary>
public sealed class FaultyJournal : IProvisioningJournal
{
    private readonly InMemoryJournal inner = new();

    /// <summary>Gets or sets which entries cannot be written.</summary>
    public Func<JournalEntry, bool> Fails { get; set; } = _ => false;

    /// <summary>Gets what was written.</summary>
    public IReadOnlyList<JournalEntry> Entries => inner.Entries;

    /// <inheritdoc/>
    public ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken) =>
        Fails(entry)
            ? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.JournalFailed, "The disk is full."))
            : inner.AppendAsync(entry, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);
}
