using IdMelon.Provisioning.AdminPanel.Hosting;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Running;
using Microsoft.JSInterop;

namespace IdMelon.Provisioning.AdminPanel.Extension;

/// <summary>One page's connection to the extension: a <see cref="PanelHost"/> over the page's port. It ends with the page, and what its runs have issued is revoked then.</summary>
public sealed class ExtensionConnection(IJSRuntime script, PanelParts parts, PanelSettings settings) : IAsyncDisposable
{
    private readonly SemaphoreSlim connecting = new(1, 1);
    private IJSObjectReference? module;
    private DotNetObjectReference<ExtensionConnection>? self;
    private PanelHost? host;

    /// <summary>Gets how the page and the extension stand to each other.</summary>
    public ConnectionStage Stage { get; private set; }

    /// <summary>Gets what the extension has said last of how things stand.</summary>
    public ExtensionMessage.State? State { get; private set; }

    /// <summary>Tells that <see cref="Stage"/> or <see cref="State"/> has changed; on any thread.</summary>
    public event Action? Changed;

    /// <summary>Tells what the extension says of runs; on any thread.</summary>
    public event Action<ExtensionMessage>? Heard;

    /// <summary>Looks for the extension and asks how things stand. Where they talk already, only the question is asked again.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        // Two parts of the page may ask at the same time: there is one port.
        await connecting.WaitAsync(cancellationToken);
        try
        {
            await ConnectOnceAsync(cancellationToken);
        }
        catch (JSException)
        {
            // The extension has hung up, and the page has not yet told so.
            await GoneAsync();
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <summary>Asks for a passkey, and waits until the run is over.</summary>
    public Task<Attempt<ProvisioningRecord>> ProvisionAsync(PanelMessage.Provision request, CancellationToken cancellationToken) =>
        WithHostAsync(connected => connected.ProvisionAsync(request, cancellationToken));

    /// <summary>Takes up a run that ended with the browser, and waits until it is over.</summary>
    public Task<Attempt<ProvisioningRecord>> ResumeAsync(PanelMessage.Provision request, CancellationToken cancellationToken) =>
        WithHostAsync(connected => connected.ResumeAsync(request, cancellationToken));

    /// <summary>Ends the window of a run that is left to a person. What was registered until then counts.</summary>
    public Task EndWindowAsync(string requestId, CancellationToken cancellationToken) => host?.EndWindowAsync(requestId, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Takes a text of the extension from the page.</summary>
    [JSInvokable]
    public Task ReceiveAsync(string text) => host?.ReceiveAsync(text, CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>Is told by the page that the extension has hung up.</summary>
    [JSInvokable]
    public async Task GoneAsync()
    {
        await HangUpAsync();
        Become(ConnectionStage.Lost);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        self?.Dispose();
        connecting.Dispose();
    }

    private async Task ConnectOnceAsync(CancellationToken cancellationToken)
    {
        if (host is not null)
        {
            await host.HelloAsync(cancellationToken);
            return;
        }

        module ??= await script.InvokeAsync<IJSObjectReference>("import", cancellationToken, "/js/panel.js");
        self ??= DotNetObjectReference.Create(this);
        var link = await module.InvokeAsync<IJSObjectReference>("link", cancellationToken, settings.ExtensionId, self);
        if (!await link.InvokeAsync<bool>("connect", cancellationToken))
        {
            Become(Stage == ConnectionStage.Lost ? ConnectionStage.Lost : ConnectionStage.Missing);
            return;
        }

        host = new PanelHost(parts, (text, token) => link.InvokeVoidAsync("post", token, text).AsTask(), Hear);
        Become(ConnectionStage.Connected);
        await host.HelloAsync(cancellationToken);
    }

    private async Task<Attempt<ProvisioningRecord>> WithHostAsync(Func<PanelHost, Task<Attempt<ProvisioningRecord>>> ask)
    {
        try
        {
            return host is { } connected ? await ask(connected) : ProvisioningError.Of(ErrorCodes.ExtensionPanelGone);
        }
        catch (JSException)
        {
            // The extension has hung up, and the page has not yet told so.
            return ProvisioningError.Of(ErrorCodes.ExtensionPanelGone);
        }
    }

    private async Task HangUpAsync()
    {
        State = null;
        if (Interlocked.Exchange(ref host, null) is { } connected)
        {
            await connected.DisposeAsync();
        }
    }

    private void Become(ConnectionStage stage)
    {
        Stage = stage;
        Changed?.Invoke();
    }

    private void Hear(ExtensionMessage message)
    {
        if (message is ExtensionMessage.State state)
        {
            State = state;
            Changed?.Invoke();
        }
        else
        {
            Heard?.Invoke(message);
        }
    }
}
