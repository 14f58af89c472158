namespace IdMelon.Provisioning.Journaling;

/// <summary>A journal that tells somebody of each entry once it is written: for progress bars and log views.</summary>
/// <param name="inner">The journal that keeps the entries.</param>
/// <param name="observer">Called after each entry, possibly by several runs at once; must return quickly and not throw.</param>
public sealed class ObservedJournal(IProvisioningJournal inner, Action<JournalEntry> observer) : IProvisioningJournal
{
    /// <inheritdoc/>
    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        await inner.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        observer(entry);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);
}
