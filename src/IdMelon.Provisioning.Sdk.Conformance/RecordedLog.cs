using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Conformance;

/// <summary>Keeps every log message at every level, so that a test can look for what must, or must not, be there.</summary>
/// <remarks>Thread-safe. A line is <c>category event-id level message</c>, followed by the values behind the message and the exception, if any.</remarks>
public sealed class RecordedLog : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>Gets all lines so far.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, lines);

    /// <summary>Ignored: messages are only kept.</summary>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Gets everything as one text.</summary>
    public override string ToString() => string.Join('\n', lines);

    private sealed class Recorder(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            lines.Enqueue($"{category} {eventId.Id} {logLevel} {formatter(state, exception)} [{values}] {exception}");
        }
    }
}
