namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Tells the caller of a client library's method under which id the service has the call: the libraries keep the headers of a success to themselves.</summary>
internal sealed class CallRequestId
{
    private static readonly AsyncLocal<CallRequestId?> Current = new();

    /// <summary>Gets the id of the last reply; null if none told one.</summary>
    public string? Value { get; private set; }

    /// <summary>Watches the calls that are made from here on in this flow.</summary>
    public static CallRequestId Watch() => Current.Value = new();

    public static void Tell(string? id)
    {
        if (Current.Value is { } watcher)
        {
            watcher.Value = id;
        }
    }
}
