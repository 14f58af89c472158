using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>One page with all its frames, in whichever processes these live: hears what the browser tells of them.</summary>
/// <remarks>Events come in on one thread, one after the other; what only they touch needs no lock.</remarks>
internal sealed class PageTarget
{
    private readonly ICDPSession session;
    private readonly string mainFrame;
    private readonly PageSetup setup;
    private readonly Dictionary<string, Frame> frames = [];
    private readonly Dictionary<(string Session, int Context), PageDocument> documents = [];
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private TaskCompletionSource<PageDocument> current = NewSource<PageDocument>();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string address = "about:blank";
    private volatile string? unreachable;

    public PageTarget(ICDPSession session, string targetId, PageSetup setup)
    {
        this.session = session;
        mainFrame = targetId;
        this.setup = setup;
        frames[mainFrame] = new(null);
        session.Disconnected += (_, _) =>
        {
            Go();
            setup.Tell(BrowserFact.PageClosed);
        };
        Ready = ListenAsync(session, isPage: true);
    }

    /// <summary>Gets a task that ends when the page is set up, and fails if it could not be.</summary>
    public Task Ready { get; }

    /// <summary>Gets a task that ends when the page is closed or has crashed.</summary>
    public Task Gone => gone.Task;

    /// <summary>Gets the address of the page's document, as the browser tells it.</summary>
    public string Address => address;

    public (string Host, string Reason)? FailedNavigation =>
        Uri.TryCreate(unreachable, UriKind.Absolute, out var uri) ? (uri.Host, "the browser shows its error page") : null;

    /// <summary>Gets a task that ends with the page's document, at once if it is there already.</summary>
    public Task<PageDocument> Document
    {
        get
        {
            lock (gate)
            {
                return current.Task;
            }
        }
    }

    /// <summary>Gets a task that ends with the page's next document, or with the page.</summary>
    public Task NextDocument
    {
        get
        {
            lock (gate)
            {
                return Gone.IsCompleted ? Gone : next.Task;
            }
        }
    }

    /// <summary>Sends a command and waits for the reply, or for the page to go.</summary>
    public async Task<JsonElement> SendAsync(string method, JsonObject parameters)
    {
        var call = session.SendAsync(method, parameters);
        call.Forget();
        return await Task.WhenAny(call, Gone).ConfigureAwait(false) == call ? await call.ConfigureAwait(false) ?? default : throw DriverFailure.TargetGone();
    }

    /// <summary>Lets the page's document be waited for anew: a call found it gone before the browser told so.</summary>
    public void Forget(PageDocument document)
    {
        lock (gate)
        {
            if (current.Task.IsCompleted && ReferenceEquals(current.Task.GetAwaiter().GetResult(), document))
            {
                current = NewSource<PageDocument>();
            }
        }
    }

    private async Task ListenAsync(ICDPSession one, bool isPage)
    {
        one.MessageReceived += (_, message) => Hear(one, message);
        one.SessionAttached += (_, attached) => ListenAsync(attached.Session, isPage: false).Forget();
        one.Disconnected += (_, _) => EndAll(one);
        var sent = setup.Commands(isPage).Select(command => one.SendAsync(command.Method, command.Parameters)).ToArray();
        if (setup.Language is { Primary: not "und" } language)
        {
            // Another page in the same process may have asked for it already, which the browser refuses.
            one.SendAsync("Emulation.setLocaleOverride", new JsonObject { ["locale"] = language.ToString() }).Forget();
        }

        await Task.WhenAll(sent).ConfigureAwait(false);
    }

    private void Hear(ICDPSession one, MessageEventArgs message)
    {
        var data = message.MessageData;
        switch (message.MessageID)
        {
            case "Runtime.executionContextCreated":
                Begin(one, data.GetProperty("context"));
                break;
            case "Runtime.executionContextDestroyed":
                End(one, data.GetProperty("executionContextId").GetInt32());
                break;
            case "Runtime.executionContextsCleared":
                EndAll(one);
                break;
            case "Runtime.bindingCalled" when setup.Passkeys is { } passkeys && data.GetProperty("name").ValueEquals(passkeys.Name):
                if (documents.TryGetValue((one.Id, data.GetProperty("executionContextId").GetInt32()), out var document))
                {
                    passkeys.AnswerAsync(document, data.GetProperty("payload").GetString()!, json => CallOf(document, json)).Forget();
                }

                break;
            case "Page.frameAttached":
                frames[data.GetProperty("frameId").GetString()!] = new(data.GetProperty("parentFrameId").GetString());
                break;
            case "Page.frameDetached" when data.GetProperty("reason").ValueEquals("remove"):
                frames.Remove(data.GetProperty("frameId").GetString()!);
                break;
            case "Page.frameNavigated" when data.GetProperty("frame") is var frame && frame.GetProperty("id").ValueEquals(mainFrame):
                address = frame.GetProperty("url").GetString()!;
                unreachable = frame.TryGetProperty("unreachableUrl", out var url) ? url.GetString() : null;
                frames.Clear();
                frames[mainFrame] = new(null);
                break;
            case "Page.javascriptDialogOpening":
                // "Leave this page?" is answered with yes: dismissing it would keep a page that is on its way out.
                setup.Counter.Increment();
                one.SendAsync("Page.handleJavaScriptDialog", new JsonObject { ["accept"] = data.GetProperty("type").ValueEquals("beforeunload") }).Forget();
                setup.Tell(BrowserFact.DialogDismissed);
                break;
            case "Page.downloadWillBegin":
                setup.Tell(BrowserFact.DownloadDenied);
                break;
            case "Inspector.targetCrashed":
                setup.Tell(BrowserFact.PageCrashed);
                Go();
                break;
        }
    }

    private void Begin(ICDPSession one, JsonElement context)
    {
        var about = context.GetProperty("auxData");
        if (!about.GetProperty("isDefault").GetBoolean())
        {
            return;
        }

        var document = new PageDocument(one, context.GetProperty("uniqueId").GetString()!, about.GetProperty("frameId").GetString()!, PageAddress.OriginOf(context.GetProperty("origin").GetString()!));
        documents[(one.Id, context.GetProperty("id").GetInt32())] = document;
        if (frames.TryGetValue(document.FrameId, out var frame))
        {
            frame.Origin = document.Origin;
        }

        if (document.FrameId == mainFrame)
        {
            TaskCompletionSource reached;
            lock (gate)
            {
                current = current.Task.IsCompleted ? NewSource<PageDocument>() : current;
                current.SetResult(document);
                (reached, next) = (next, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            reached.TrySetResult();
        }
    }

    private void End(ICDPSession one, int context)
    {
        if (documents.Remove((one.Id, context), out var document))
        {
            document.End();
            Forget(document);
        }
    }

    private void EndAll(ICDPSession one)
    {
        foreach (var (id, context) in documents.Keys.Where(key => key.Session == one.Id).ToArray())
        {
            End(one, context);
        }
    }

    private void Go()
    {
        EndAll(session);
        gone.TrySetResult();
        lock (gate)
        {
            next.TrySetResult();
        }
    }

    private PasskeyCall CallOf(PageDocument document, string json)
    {
        var isCrossOrigin = false;
        for (var frame = frames.GetValueOrDefault(document.FrameId)?.Parent; frame is not null; frame = frames.GetValueOrDefault(frame)?.Parent)
        {
            isCrossOrigin |= frames.GetValueOrDefault(frame)?.Origin != document.Origin;
        }

        return new PasskeyCall(document.Origin, frames[mainFrame].Origin, json)
        {
            IsCrossOrigin = isCrossOrigin,
            BrowserAuthenticator = new DevToolsAuthenticator(_ => Task.FromResult<IDevToolsSession>(new DevToolsSession(session, setup.Counter))),
        };
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Frame(string? parent)
    {
        public string? Parent => parent;

        public string Origin { get; set; } = PageAddress.Opaque;
    }
}
