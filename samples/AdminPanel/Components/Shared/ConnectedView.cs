using IdMelon.Provisioning.AdminPanel.Extension;
using Microsoft.AspNetCore.Components;

namespace IdMelon.Provisioning.AdminPanel.Components.Shared;

/// <summary>A part of a page that is drawn anew when the extension says that something has changed.</summary>
public abstract class ConnectedView : ComponentBase, IDisposable
{
    [Inject]
    public ExtensionConnection Connection { get; set; } = null!;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Connection.Changed -= Redraw;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Connection.Changed += Redraw;

    /// <summary>Does what is to be done before the part is drawn anew.</summary>
    protected virtual void OnConnectionChanged()
    {
    }

    private void Redraw() => _ = InvokeAsync(() =>
    {
        OnConnectionChanged();
        StateHasChanged();
    });
}
