using System.Collections.Concurrent;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Browsing;
using IdMelon.Provisioning.BrowserExtension.Journaling;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>Serves one request with the core's own run, over the panel's parts and this browser's windows.</summary>
internal sealed class RequestRunner(IExtensionBridge bridge, ChromeTabs tabs, ExtensionStorage storage, StorageJournal journal, TimeProvider time)
{
    // Reading the packs takes a while in WebAssembly.
    private readonly ConcurrentDictionary<string, PackRecognizer> recognizers = new(StringComparer.Ordinal);

    /// <summary>Gets the core's mode for what a panel asks for; null if this version has none.</summary>
    public static ProvisioningMode? ModeOf(PanelMode mode) => Enum.TryParse<ProvisioningMode>(mode.ToString(), out var found) ? found : null;

    public async Task<Attempt<ProvisioningRecord>> RunAsync(WaitingRequest waiting)
    {
        var (wish, link) = (waiting.Wish, waiting.Link);
        var questions = new PanelQuestions(link, wish.RequestId);
        var tenant = new PanelTenant(questions);
        var browsers = new ChromeWindowFactory(bridge, tabs);
        try
        {
            await browsers.StartAsync(waiting.Cancelled).ConfigureAwait(false);
            await storage.WriteRequestAsync(link.Origin, wish, waiting.Cancelled).ConfigureAwait(false);
            if (waiting.Interrupted is { } interrupted)
            {
                // Its browser is gone, so nobody waits to be sure.
                await new AccessPassSweeper(tenant, new LaterTime(time, AccessPassSweeper.MinimumAge)).SweepAsync([interrupted], waiting.Cancelled).ConfigureAwait(false);
            }

            var provisioner = new Provisioner(
                new ProvisioningParts
                {
                    Browsers = browsers,
                    AccessPasses = tenant,
                    Passkeys = tenant,
                    Facts = tenant,
                    Authenticator = new PanelAuthenticator(questions),
                    Vault = new PanelVault(questions, wish.KeepsKeys),
                    Journal = new ObservedJournal(journal, entry => link.Send(new ExtensionMessage.Progress(wish.RequestId, new PanelProgress(entry)))),
                    Recognizer = recognizers.GetOrAdd(wish.Cloud.Name, _ => new PackRecognizer(wish.Cloud)),
                    Time = time,
                },
                new ProvisionerOptions { Cloud = wish.Cloud });
            var record = await provisioner.ProvisionAsync(RequestOf(wish), null, waiting.Cancelled).ConfigureAwait(false);
            if (record.IsDone || !link.Gone.IsCancellationRequested)
            {
                await storage.RemoveRequestAsync(wish.RequestId, CancellationToken.None).ConfigureAwait(false);
            }

            return record;
        }
        catch (ProvisioningException exception)
        {
            return exception.Error;
        }
        catch (OperationCanceledException) when (waiting.Cancelled.IsCancellationRequested)
        {
            return ProvisioningError.Of(ErrorCodes.Cancelled);
        }
    }

    private static ProvisioningRequest RequestOf(PanelMessage.Provision wish)
    {
        var request = new ProvisioningRequest(wish.User)
        {
            Id = wish.RequestId,
            Mode = ModeOf(wish.Mode),
            PageLanguage = wish.PageLanguage,
            AccessPass = wish.AccessPass,
            HandOver = wish.HandOver,
        };
        return wish.PasskeyName is { } name ? request with { PasskeyName = name } : request;
    }
}
