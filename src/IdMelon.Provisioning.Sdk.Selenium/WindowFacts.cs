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
    private readonly ConcurrentDictionary<string, string?> frames = new();
    private readonly ConcurrentDictionary<string, PageDocument> documents = new();
    private readonly ConcurrentDictionary<string, Task<string?>> devTools = new();
    private readonly CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(lost);
    private volatile TaskCompletionSource document = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? page;
    private volatile bool isOver;

    /// <summary>Gets what ends with the page, with its window and with the browser.</summary>
    public CancellationToken Gone => gone.Token;

    /// <summary>Gets a task that ends with the page's next document, or with the page.</summary>
    public Task NextDocument => gone.IsCancellationRequested ? Task.CompletedTask : document.Task;

    /// <summary>Gets host and network error of the page's last navigation that failed; forgotten with the next document of the page.</summary>
    public (string Host, string Reason)? FailedNavigation { get; private set; }

    /// <summary>Gets or sets who answers the passkey calls of the window's documents.</summary>
    public Action<PageDocument?, MessageEventArgs>? OnMessage { get; init; }

    /// <summary>Gets the origin of the page's document, or else what kind of page it is.</summary>
    public string Address => OriginOf(page) is var origin && origin != PageAddress.Opaque ? origin : FailedNavigation is null ? "about:blank" : "chrome-error:";

    /// <summary>Lists the origins of the frames around a frame, the top-level page's last.</summary>
    public IReadOnlyList<(string Frame, string Origin)> Around(string frame)
    {
        var around = new List<(string, string)>();
        while (frames.GetValueOrDefault(frame) is { } outer)
        {
            around.Add((outer, OriginOf(outer)));
            frame = outer;
        }

        return around;
    }

    /// <summary>Gets the id of a top-level page's DevTools session.</summary>
    public Task<string?> DevToolsOf(string top) => devTools.GetValueOrDefault(top) ?? Task.FromResult<string?>(null);

    public void Close()
    {
        isOver = true;
        _ = gone.CancelAsync();
        document.TrySetResult();
        foreach (var one in documents.Values)
        {
            one.End();
        }
    }

    public void Hear(OpenQA.Selenium.BiDi.EventArgs told)
    {
        switch (told)
        {
            case ContextCreatedEventArgs made when made.UserContext.Equals(window):
                frames[made.Context.Id] = made.Parent?.Id;
                if (made.Parent is null)
                {
                    OnPage(made.Context.Id);
                }

                break;
            case ContextDestroyedEventArgs ended when frames.TryRemove(ended.Context.Id, out var around) && around is null:
                devTools.TryRemove(ended.Context.Id, out _);
                EndPage(ended.Context.Id, BrowserFact.PageClosed);
                break;
            case DevToolsEventArgs crashed when devTools.FirstOrDefault(one => one.Value is { IsCompletedSuccessfully: true } session && session.Result == crashed.Session) is { Key: { } id }:
                EndPage(id, BrowserFact.PageCrashed);
                break;
            case WindowRealmCreatedEventArgs { Sandbox: null } made when frames.ContainsKey(made.Context.Id):
                documents[made.Realm.Id] = new PageDocument(made.Realm, made.Context.Id, made.Origin);
                if (made.Context.Id == page)
                {
                    var reached = document;
                    document = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    reached.TrySetResult();
                }

                break;
            case RealmDestroyedEventArgs ended when documents.TryRemove(ended.Realm.Id, out var left):
                left.End();
                break;
            case NavigationCommittedEventArgs committed when committed.Context.Id == page:
                FailedNavigation = null;
                break;
            case FetchErrorEventArgs { Navigation: not null, Context: { } context } failed when context.Id == page && failed.ErrorText != "net::ERR_ABORTED":
                FailedNavigation = (Uri.TryCreate(failed.Request.Url, UriKind.Absolute, out var address) ? address.Host : "unknown host", BrowserErrors.NetworkError(failed.ErrorText) ?? "no answer");
                break;
            case UserPromptClosedEventArgs prompt when frames.ContainsKey(prompt.Context.Id):
                Tell(BrowserFact.DialogDismissed);
                break;
            case DownloadWillBeginEventArgs download when frames.ContainsKey(download.Context.Id):
                Tell(BrowserFact.DownloadDenied);
                break;
            case MessageEventArgs message:
                OnMessage?.Invoke(documents.GetValueOrDefault(message.Source.Realm.Id), message);
                break;
        }
    }

    private string OriginOf(string? frame) => documents.Values.FirstOrDefault(one => one.Frame == frame)?.Origin ?? PageAddress.Opaque;

    private void OnPage(string id)
    {
        devTools[id] = attach(id);

        // The window's first page is the one that is worked on.
        if (page is null)
        {
            page = id;
        }
        else
        {
            Tell(BrowserFact.PageOpened);
        }
    }

    private void EndPage(string id, BrowserFact fact)
    {
        Tell(fact);
        if (id == page)
        {
            _ = gone.CancelAsync();
            document.TrySetResult();
        }
    }

    private void Tell(BrowserFact fact)
    {
        if (!isOver)
        {
            onFact?.Invoke(fact);
        }
    }
}
