using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Journaling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Local;

/// <summary>A journal of JSON Lines files: one file per batch, one entry per line, on the disk when <see cref="AppendAsync"/> returns.</summary>
/// <remarks>
/// Thread-safe, and safe when several processes write to the same folder: each journal only ever appends to files that it made itself. A batch that goes on in
/// another process, or after a write that failed half-way, goes on in a new file, so a file never has more than one torn line, its last, which reading skips.
/// </remarks>
public sealed class JsonLinesJournal : IProvisioningJournal, IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly JournalFolder folder;
    private readonly ILogger logger;
    private bool disposed;

    /// <summary>Makes a journal; nothing is written before its first entry.</summary>
    /// <exception cref="ProvisioningException">The folder is missing in the options or is no path (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public JsonLinesJournal(JsonLinesJournalOptions options, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        folder = JournalFolder.At(options.Folder);
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<JsonLinesJournal>();
    }

    /// <summary>Gets the folder with its full path.</summary>
    public string Folder => folder.FullPath;

    /// <inheritdoc/>
    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var line = Encoding.UTF8.GetBytes(JournalJson.Write(entry) + '\n');

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            await WriteAsync(entry, line).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What was written may be half a line, so nothing may follow it in that file.
            paths.Remove(entry.BatchId);
            throw JournalFailure.Of($"Writing to {folder.FullPath} failed: {error.Message}", error);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    /// <remarks>Reads all files of the folder, oldest first: entries of one batch come in their order, batches that ran at the same time one after the other.</remarks>
    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in folder.List())
        {
            await foreach (var entry in ReadFileAsync(path, cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Waits for the entry that is being written; later ones are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        disposed = true;
        gate.Release();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        gate.Wait();
        disposed = true;
        gate.Release();
    }

    // Without a token on purpose: a line is written whole or, after a crash, torn at the end of its file.
    private async Task WriteAsync(JournalEntry entry, byte[] line)
    {
        using var file = paths.TryGetValue(entry.BatchId, out var path)
            ? JournalFolder.OpenForAppending(path)
            : folder.Create(entry.BatchId, entry.At, out path);
        paths[entry.BatchId] = path;
        await file.WriteAsync(line, CancellationToken.None).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    private async IAsyncEnumerable<JournalEntry> ReadFileAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = JournalFolder.NameOf(path);
        var number = 0;
        using var file = JournalFolder.OpenForReading(path);
        await foreach (var line in JournalLine.ReadAllAsync(file, name, cancellationToken).ConfigureAwait(false))
        {
            number++;
            if (line.IsBlank)
            {
                continue;
            }

            JournalEntry? entry;
            try
            {
                entry = line.Parse();
            }
            catch (Exception error) when (error is JsonException or DecoderFallbackException)
            {
                if (!line.IsComplete)
                {
                    logger.TornLineSkipped(name, number);
                    continue;
                }

                throw JournalFailure.Of($"Line {number} of {name} is not a journal entry.", error);
            }

            if (entry is null)
            {
                logger.UnknownKindSkipped(name, number);
                continue;
            }

            yield return entry;
        }
    }
}
