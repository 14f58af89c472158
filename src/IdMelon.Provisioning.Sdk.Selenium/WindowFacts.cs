using System.Collections.Concurrent;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using OpenQA.Selenium.BiDi.Browser;
using OpenQA.Selenium.BiDi.BrowsingContext;
using OpenQA.Selenium.BiDi.Network;
using OpenQA.Selenium.BiDi.Script;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Hears what happens in one window: its pages, frames and documents, dialogs, downloads, failed navigations.</summary>
/// <remarks>It hears in the browser's order, one thing at a time; what it knows is read from anywhere.</remarks>
internal sealed class WindowFacts(UserContext window, Action<BrowserFact>? onFact, Func<string, Task<string?>> attach, CancellationToken lost)
{
    private readonly ConcurrentDictionary<string, PageFrame> frames = new();
    private readonly ConcurrentDictionary<string, PageDocument> documents = new();
    private readonly CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(lost);
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PageFrame? page;
    private volatile bool isOver;

    /// <summary>Gets what ends with the page, with its window and with the browser.</summary>
    public CancellationToken Gone => gone.Token;

    /// <summary>Gets a task that ends with the page's next document, or with the page.</summary>
    public Task NextDocument => gone.IsCancellationRequested ? Task.CompletedTask : next.Task;

    /// <summary>Gets host and network error of the page's last navigation that failed; forgotten with the next one that does not.</summary>
    public (string Host, string Reason)? FailedNavigation { get; private set; }

    /// <summary>Gets who hears what documents send.</summary>
    public Action<PageDocument, MessageEventArgs>? OnMessage { get; init; }

    /// <summary>Gets the origin of the page's document, or else what kind of page it is.</summary>
    public string Address => page?.Origin is { } origin && origin != PageAddress.Opaque ? origin : FailedNavigation is null ? "about:blank" : "chrome-error:";

    public void Close()
    {
        isOver = true;
        End();
        foreach (var one in documents.Values)
        {
            one.Dispose();
        }
    }

    public void Hear(OpenQA.Selenium.BiDi.EventArgs told)
    {
        switch (told)
        {
            case ContextCreatedEventArgs { Parent: null } made when made.UserContext.Equals(window):
                OnPage(frames[made.Context.Id] = new PageFrame(null) { DevTools = attach(made.Context.Id) });
                break;
            case ContextCreatedEventArgs { Parent: { } parent } made when frames.TryGetValue(parent.Id, out var outer):
                frames[made.Context.Id] = new PageFrame(outer);
                break;
            case ContextDestroyedEventArgs ended when frames.TryRemove(ended.Context.Id, out var frame):
                OnEnd(frame, BrowserFact.PageClosed);
                break;
            case DevToolsEventArgs { Session: not null } crashed when frames.Values.FirstOrDefault(frame => frame.DevTools is { IsCompletedSuccessfully: true } session && session.GetAwaiter().GetResult() == crashed.Session) is { } frame:
                OnEnd(frame, BrowserFact.PageCrashed);
                break;
            case WindowRealmCreatedEventArgs { Sandbox: null } made when frames.TryGetValue(made.Context.Id, out var frame):
                frame.Document = documents[made.Realm.Id] = new PageDocument(made.Realm, frame, made.Origin);
                if (frame == page)
                {
                    Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                }

                break;
            case RealmDestroyedEventArgs ended when documents.TryRemove(ended.Realm.Id, out var left):
                left.Dispose();
                if (left.Frame.Document == left)
                {
                    left.Frame.Document = null;
                }

                break;
            case NavigationCommittedEventArgs committed when frames.GetValueOrDefault(committed.Context.Id) == page:
                FailedNavigation = null;
                break;
            case FetchErrorEventArgs { Navigation: not null, Context: { } context } failed when frames.GetValueOrDefault(context.Id) == page && failed.ErrorText != "net::ERR_ABORTED":
                FailedNavigation = (Uri.TryCreate(failed.Request.Url, UriKind.Absolute, out var address) ? address.Host : "unknown host", BrowserErrors.NetworkError(failed.ErrorText) ?? "no answer");
                break;
            case UserPromptClosedEventArgs prompt when frames.ContainsKey(prompt.Context.Id):
                Tell(BrowserFact.DialogDismissed);
                break;
            case DownloadWillBeginEventArgs download when frames.ContainsKey(download.Context.Id):
                Tell(BrowserFact.DownloadDenied);
                break;
            case MessageEventArgs message when documents.TryGetValue(message.Source.Realm.Id, out var sender):
                OnMessage?.Invoke(sender, message);
                break;
        }
    }

    private void OnPage(PageFrame opened)
    {
        // The window's first page is the one that is worked on.
        if (page is null)
        {
            page = opened;
        }
        else
        {
            Tell(BrowserFact.PageOpened);
        }
    }

    private void OnEnd(PageFrame frame, BrowserFact fact)
    {
        frame.Document = null;
        if (frame.Outer is null)
        {
            Tell(fact);
        }

        if (frame == page)
        {
            End();
        }
    }

    private void End()
    {
        _ = gone.CancelAsync();
        next.TrySetResult();
    }

    private void Tell(BrowserFact fact)
    {
        if (!isOver)
        {
            onFact?.Invoke(fact);
        }
    }
}
