using System.Text;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>Reads a stream to its end and tells when a line comes.</summary>
internal sealed class OutputLines
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly List<(string Part, TaskCompletionSource Seen)> waiting = [];
    private readonly Task reading;

    public OutputLines(StreamReader reader) => reading = ReadAsync(reader);

    public Task WaitForAsync(string part, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (text.ToString().Contains(part, StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((part, seen));
            return seen.Task.WaitAsync(cancellationToken);
        }
    }

    public async Task<string> ToEndAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        return text.ToString();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[1024];
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            lock (gate)
            {
                text.Append(buffer, 0, count);
                var now = text.ToString();
                waiting.RemoveAll(entry => now.Contains(entry.Part, StringComparison.Ordinal) && entry.Seen.TrySetResult());
            }
        }

        lock (gate)
        {
            waiting.ForEach(entry => entry.Seen.TrySetException(new EndOfStreamException($"'{entry.Part}' never came: {text}")));
        }
    }
}
