namespace IdMelon.Provisioning.StuckPages;

/// <summary>Keeps the pages at which runs got stuck, for whoever writes packs.</summary>
/// <remarks>
/// Thread-safe: runs save their pages at the same time. It must not block its caller; a run waits for it a few seconds and goes on without it,
/// and what it throws is logged by its type only. Neither changes how the run ends.
/// </remarks>
public interface IStuckPageStore
{
    /// <summary>Gets whether pages are wanted with a screenshot, where the browser can take one.</summary>
    bool WantsScreenshots { get; }

    /// <summary>Keeps one page. A run calls it once for each page, before its window is closed or left to a person.</summary>
    Task SaveAsync(StuckPage page, CancellationToken cancellationToken);
}
