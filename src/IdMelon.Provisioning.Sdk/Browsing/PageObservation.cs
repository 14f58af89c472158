namespace IdMelon.Provisioning.Browsing;

/// <summary>What a step on the page came to.</summary>
public abstract record PageObservation
{
    private protected PageObservation() { }

    /// <summary>The page as it is now.</summary>
    /// <param name="Snapshot">The page.</param>
    /// <param name="Acted">Whether the actions were done. <see langword="false"/> with actions given: the page had changed since, nothing was touched.</param>
    /// <param name="Changed">Whether the page differs from the fingerprint given; <see langword="false"/> when patience ended.</param>
    public sealed record Seen(PageSnapshot Snapshot, bool Acted, bool Changed) : PageObservation;

    /// <summary>The document went away while acting or waiting; another one is coming.</summary>
    public sealed record DocumentReplaced : PageObservation;

    /// <summary>The page is none of those that may be looked at (<see cref="CaptureRequest.Hosts"/>), and was so until patience ended. Nothing was done on it.</summary>
    public sealed record Elsewhere : PageObservation;

    /// <summary>The window is closed or its page crashed.</summary>
    public sealed record Closed : PageObservation;
}
