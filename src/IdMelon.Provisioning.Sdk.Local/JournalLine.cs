using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.Local;

/// <summary>A line of a journal file; its bytes are good until the next line is asked for.</summary>
/// <param name="Bytes">The line without its end.</param>
/// <param name="IsComplete">Whether its end was written; if not, it is the last and may be torn.</param>
internal sealed record JournalLine(ReadOnlyMemory<byte> Bytes, bool IsComplete)
{
    private const int Longest = 1 << 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool IsBlank => Bytes.Span.Trim(" \t\r"u8).IsEmpty;

    public static async IAsyncEnumerable<JournalLine> ReadAllAsync(Stream file, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var held = 0;
        while (true)
        {
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, held < Longest ? held * 2 : throw JournalFailure.Of($"A line of {name} is longer than {Longest} bytes."));
            }

            var read = await ReadAsync(file, name, buffer.AsMemory(held), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            held += read;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, held - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
            {
                yield return new(buffer.AsMemory(start, end), true);
            }

            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
        }

        if (held > 0)
        {
            yield return new(buffer.AsMemory(0, held), false);
        }
    }

    /// <returns>Null for a kind of entry that this version does not know.</returns>
    /// <exception cref="JsonException">It is not an entry.</exception>
    /// <exception cref="DecoderFallbackException">It is not text.</exception>
    public JournalEntry? Parse()
    {
        try
        {
            var entry = JournalJson.Read(Strict.GetString(Bytes.Span));
            return entry is { BatchId: null } or { RequestId: null } ? throw new JsonException("An entry names its batch and its request.") : entry;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException and not DecoderFallbackException)
        {
            throw new JsonException("The members of the entry do not fit.", error);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream file, string name, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailure.Of($"Reading {name} failed: {error.Message}", error);
        }
    }
}
