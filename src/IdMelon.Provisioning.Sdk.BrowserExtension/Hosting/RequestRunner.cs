using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Browsing;
using IdMelon.Provisioning.BrowserExtension.Journaling;
using IdMelon.Provisioning.BrowserExtension.Keys;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>Serves one request with the core's own run, over the panel's parts and this browser's windows.</summary>
internal sealed class RequestRunner(IExtensionBridge bridge, ChromeTabs tabs, ExtensionStorage storage, StorageJournal journal, OperatorQuestions desk, ExtensionKeys? keys, TimeProvider time)
{
    // A sign that needs no language.
    private const string CapturingSign = "REC";

    // Reading the packs takes a while in WebAssembly.
    private readonly ConcurrentDictionary<string, PackRecognizer> recognizers = new(StringComparer.Ordinal);
    private readonly SiteAccess sites = new(bridge, desk, time);

    public async Task<Attempt<ProvisioningRecord>> RunAsync(WaitingRequest waiting)
    {
        var (wish, link) = (waiting.Wish, waiting.Link);
        var questions = new PanelQuestions(link, wish.RequestId);
        var tenant = new PanelTenant(questions);
        var isCapture = wish.Mode == PanelMode.Capture;
        var browsers = new ChromeWindowFactory(bridge, tabs) { AnswersEverywhere = isCapture, MayUseProxy = wish.Mode == PanelMode.Automatic };
        try
        {
            if (!RequestOf(wish, waiting.Interrupted is null ? 1 : 2).TryGet(out var request, out var invalid))
            {
                return invalid;
            }

            if (!KeysFor(wish, questions).TryGet(out var keeping, out var unfit))
            {
                return unfit;
            }

            await browsers.StartAsync(waiting.Cancelled).ConfigureAwait(false);
            if (isCapture)
            {
                await SignAsync(CapturingSign).ConfigureAwait(false);
                if (request.CaptureAddress is { } address && await sites.GetAsync(wish.User, address, waiting.Cancelled).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }
            }

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
                    Authenticator = keeping.Authenticator,
                    Vault = keeping.Vault,
                    Operator = new PanelOperator(link, questions, desk, waiting.Ended, asksPanel: wish.BrowserKeys is not null),
                    RelatedOrigins = new PanelRelatedOrigins(questions),
                    Journal = new ObservedJournal(journal, entry => link.Send(new ExtensionMessage.Progress(wish.RequestId, new PanelProgress(entry)))),
                    Recognizer = recognizers.GetOrAdd(wish.Cloud.Name, _ => new PackRecognizer(wish.Cloud)),
                    Time = time,
                },
                new ProvisionerOptions { Cloud = wish.Cloud });
            var record = await provisioner.ProvisionAsync(request, null, waiting.Cancelled).ConfigureAwait(false);
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
        finally
        {
            if (isCapture)
            {
                await SignAsync("").ConfigureAwait(false);
            }
        }
    }

    // The panel's server makes the keys and has them; or they are made here, and leave sealed only.
    private Attempt<(IPasskeyAuthenticator Authenticator, PanelVault Vault)> KeysFor(PanelMessage.Provision wish, PanelQuestions questions) => (wish.BrowserKeys, keys) switch
    {
        (null, _) => (new PanelAuthenticator(questions), new PanelVault(questions, wish.KeepsKeys)),
        ({ Recipients.Count: 0 }, _) => ProvisioningError.Of(ErrorCodes.VaultRecipientInvalid, "The panel names none for whom the extension could seal keys."),
        (_, null) => ProvisioningError.Of(ErrorCodes.ModeUnavailable, "This extension makes no keys itself."),
        ({ } own, { } parts) => (
            new SoftwareAuthenticator(parts.Factory, new SoftwareAuthenticatorOptions { Aaguid = own.Aaguid }),
            new PanelVault(questions, wish.KeepsKeys, (passkey, key, cancellationToken) => parts.Sealer.SealAsync(passkey, key, own.Recipients, cancellationToken))),
    };

    private static Attempt<ProvisioningRequest> RequestOf(PanelMessage.Provision wish, int attempt)
    {
        try
        {
            var request = new ProvisioningRequest(wish.User)
            {
                Id = wish.RequestId,
                Attempt = attempt,
                Mode = ModeOf(wish.Mode),
                PageLanguage = wish.PageLanguage,
                AccessPass = wish.AccessPass,
                HandOver = wish.HandOver,
                ShowsAccessPass = wish.ShowsAccessPass,
                CaptureAddress = wish.CaptureAddress,
            };
            return wish.PasskeyName is { } name ? request with { PasskeyName = name } : request;
        }
        catch (ArgumentException exception)
        {
            return ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The panel's wish has a value that no request may have: {exception.ParamName}.");
        }
    }

    private static ProvisioningMode ModeOf(PanelMode mode) => mode switch
    {
        PanelMode.Manual => ProvisioningMode.Manual,
        PanelMode.Capture => ProvisioningMode.Capture,
        _ => ProvisioningMode.Automatic,
    };

    // A sign that does not appear stops nothing: the popup says the same.
    private Task SignAsync(string text) => bridge.CallAsync("badge", new JsonObject { ["text"] = text }, CancellationToken.None);
}
