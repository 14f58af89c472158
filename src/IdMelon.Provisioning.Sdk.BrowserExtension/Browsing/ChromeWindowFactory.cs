using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.BrowserExtension.Bridging;

namespace IdMelon.Provisioning.BrowserExtension.Browsing;

/// <summary>Opens private windows of the browser that the extension is in, one at a time: all private windows share their cookies until the last one is closed.</summary>
/// <param name="bridge">What reaches the browser.</param>
/// <param name="tabs">Where passkey calls find their window.</param>
public sealed class ChromeWindowFactory(IExtensionBridge bridge, ChromeTabs tabs) : IBrowserSessionFactory
{
    /// <inheritdoc/>
    public BrowserAbilities Abilities => BrowserAbilities.VisibleWindows | BrowserAbilities.Languages;

    /// <summary>Gets whether passkey calls are answered at every site that the operator has given the extension leave for, not at those of the manifest alone.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AnswersEverywhere { get; init; }

    /// <summary>Gets whether the browser's own passkey proxy may answer, where the operator has switched it on. It leaves no call to the browser, and its answers must not take long.</summary>
    /// <value>The default is <see langword="false"/>: the page's script answers.</value>
    public bool MayUseProxy { get; init; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var things = BrowserThings.Of(await bridge.RepeatableAsync("things", [], ErrorCodes.BrowserLost, cancellationToken).ConfigureAwait(false));
        if (things.Objection is { } objection)
        {
            throw new ProvisioningException(objection);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ProvisioningException">Private windows are not allowed or not to be had, one is open already, or another extension has the passkey proxy that this one is to use.</exception>
    public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        var arguments = new JsonObject { ["language"] = options.Language is { Primary: not "und" } language ? language.ToString() : null, ["calls"] = options.PasskeyCalls is not null, ["everywhere"] = AnswersEverywhere, ["proxies"] = MayUseProxy };
        var opened = await bridge.CallAsync("open", arguments, CancellationToken.None).ConfigureAwait(false);
        if (opened.Problem == BridgeProblem.WorkerLost)
        {
            // There was none before, so the one that is there now, if any, is the one that was asked for.
            arguments = (JsonObject)arguments.DeepClone();
            arguments["adopts"] = true;
            opened = await bridge.CallAsync("open", arguments, CancellationToken.None).ConfigureAwait(false);
        }

        if (opened.Problem != BridgeProblem.None || opened.Value.ValueKind != JsonValueKind.Object)
        {
            await ReleaseAsync(opened.Problem == BridgeProblem.WorkerLost).ConfigureAwait(false);
            throw new ProvisioningException(ProvisioningError.Of(opened.Problem == BridgeProblem.ProxyTaken ? ErrorCodes.ExtensionProxyTaken : ErrorCodes.ExtensionPrivateUnavailable));
        }

        var window = new ChromeWindow(bridge, tabs, opened.Value.GetProperty("window").GetInt32(), opened.Value.GetProperty("tab").GetInt32(), options, new RoundTripCounter());
        tabs.Add(window);
        return window;
    }

    private async Task ReleaseAsync(bool closes)
    {
        try
        {
            await bridge.RepeatableAsync("release", new JsonObject { ["closes"] = closes }, ErrorCodes.BrowserLost, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ProvisioningException)
        {
            // Whoever asked for the window is told why there is none; what could not be released is, when the next one is opened.
            return;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
