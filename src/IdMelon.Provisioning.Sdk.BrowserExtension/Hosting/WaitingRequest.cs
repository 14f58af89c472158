using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>A request that waits or is being served.</summary>
internal sealed class WaitingRequest(PanelLink link, PanelMessage.Provision wish, ProvisioningRecord? interrupted) : IDisposable
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cancelling = CancellationTokenSource.CreateLinkedTokenSource(link.Gone);

    public PanelLink Link => link;

    public PanelMessage.Provision Wish => wish;

    /// <summary>Gets how far the run came that this one takes up again; null if it takes up none.</summary>
    public ProvisioningRecord? Interrupted => interrupted;

    public DateTimeOffset? Started { get; set; }

    public CancellationToken Cancelled => cancelling.Token;

    /// <summary>Gets what ends when the operator wants the window to end that is left to a person.</summary>
    public Task Ended => ended.Task;

    public void End() => ended.TrySetResult();

    public void Cancel()
    {
        try
        {
            cancelling.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
            return;
        }
    }

    public void Dispose() => cancelling.Dispose();
}
