using System.Collections.Concurrent;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.BrowserExtension.Browsing;

/// <summary>The tabs of runs, by which passkey calls and closings find their window.</summary>
public sealed class ChromeTabs
{
    private const string Refusal = """{"error":{"name":"NotAllowedError","message":"The operation either timed out or was not allowed."}}""";

    private readonly ConcurrentDictionary<int, ChromeWindow> windows = new();

    /// <summary>Gets whether a run has a window open.</summary>
    public bool IsAnyOpen => !windows.IsEmpty;

    /// <summary>Lets a passkey call be answered that came from a content script.</summary>
    /// <param name="tab">The tab, from the browser.</param>
    /// <param name="call">The call, with origins from the browser.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>JSON for the shared page script; a refusal if the tab is of no run.</returns>
    public async Task<string> AnswerAsync(int tab, PasskeyCall call, CancellationToken cancellationToken)
    {
        // A page that the run's page opened is in the same private window, or in one beside it; no other private window is there during a run.
        var window = windows.TryGetValue(tab, out var own) ? own : windows.Values.FirstOrDefault();
        if (window?.Calls is not { } handler)
        {
            return Refusal;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(window.Closing, cancellationToken);
        return await handler.AnswerAsync(call, either.Token).ConfigureAwait(false);
    }

    /// <summary>Hears that a tab was closed.</summary>
    public void OnClosed(int tab)
    {
        if (windows.TryGetValue(tab, out var window))
        {
            window.OnClosed();
        }
    }

    /// <summary>Hears that a tab shows another address, or a new document.</summary>
    /// <param name="tab">The tab.</param>
    /// <param name="address">The address, from the browser; empty where the extension has no permission to know it.</param>
    public void OnMoved(int tab, string address)
    {
        if (windows.TryGetValue(tab, out var window))
        {
            window.OnMoved(address);
        }
    }

    internal void Add(ChromeWindow window) => windows[window.Tab] = window;

    internal void Remove(ChromeWindow window) => windows.TryRemove(window.Tab, out _);
}
