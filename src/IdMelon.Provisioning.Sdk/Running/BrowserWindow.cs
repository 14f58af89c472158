using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>The window of one run: opens it, steps through pages, counts.</summary>
internal sealed class BrowserWindow(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, IStepRecognizer recognizer, CeremonyHandler ceremony, ILogger logger)
{
    // A chain of relays longer than this goes round in circles.
    private const int MaximumReplacements = 40;

    // A page that keeps changing without becoming a known one does not hold the run for ever.
    private const int MaximumWatches = 60;

    private readonly Dictionary<PageStepKind, int> actedOn = [];
    private int watches;

    private GuardedSession? session;
    private bool lastActed;
    private DateTimeOffset? personUntil;
    private DateTimeOffset? accessPassTyped;
    private PageStep? step;
    private PageSnapshot? snapshot;
    private string? known;

    public int RoundTrips => session?.RoundTrips ?? 0;

    public int PageChanges { get; private set; }

    /// <summary>Gets the page that was seen last, and what it was recognized as; null before the first one.</summary>
    public (PageSnapshot Snapshot, PageStep Step)? Page => snapshot is not null && step is not null ? (snapshot, step) : null;

    /// <summary>Gets whether the access pass was typed.</summary>
    public bool AccessPassTyped => accessPassTyped is not null;

    /// <summary>Gets whether the directory may hold the passkey: its name was sent, or the page said that it is registered.</summary>
    public bool RegistrationMayBeComplete { get; private set; }

    private CeremonyProgress Progress => ceremony.Made is not null ? CeremonyProgress.Answered : ceremony.IsUnderWay ? CeremonyProgress.UnderWay : CeremonyProgress.None;

    public async Task<Happening> OpenAsync(CancellationToken cancellationToken)
    {
        session = await GuardedSession.OpenAsync(
            parts,
            new BrowserSessionOptions { Account = plan.Request.User.ToString(), Language = plan.Request.PageLanguage, PasskeyCalls = ceremony, OnFact = fact => logger.WindowFactSeen(plan.Request.Id, fact) },
            cancellationToken).ConfigureAwait(false);
        var happening = await StepAsync([new PageAction.Navigate(plan.StartAddress)], options.PagePatience, cancellationToken).ConfigureAwait(false);

        // The browser has asked for the language already; a sign-in page that does not heed it may heed its address.
        return plan.Request.PageLanguage is { } wanted && snapshot is { Language: { } spoken } page && LanguageTag.TryParse(spoken, out var tag) && tag.Primary != wanted.Primary && plan.Cloud.SignInHosts.Contains(page.SecureHost, StringComparer.OrdinalIgnoreCase)
            ? await StepAsync([new PageAction.AskLanguage(page.Id, wanted, plan.Cloud.SignInHosts)], options.PagePatience, cancellationToken).ConfigureAwait(false)
            : happening;
    }

    public Task<Happening> WatchAsync(CancellationToken cancellationToken)
    {
        if (++watches > MaximumWatches)
        {
            return Task.FromResult(new Happening(ProvisioningTrigger.PageStalled, ProvisioningError.Of(ErrorCodes.PageStalled, "The page keeps changing.")));
        }

        var mayBeginByClick = step is { Kind: PageStepKind.Ceremony } && Progress == CeremonyProgress.None && step.Targets.ContainsKey(PageTarget.Continue);
        return StepAsync([], mayBeginByClick ? options.CeremonyPatience : options.PagePatience, cancellationToken);
    }

    /// <summary>Begins, or continues, to leave the window to a person.</summary>
    /// <returns>Until when.</returns>
    public DateTimeOffset HandOver()
    {
        if (personUntil is null)
        {
            var until = parts.Time.GetUtcNow() + (plan.Request.HandOver ?? TimeSpan.Zero);

            // Later the sign-in would ask for a fresh proof, which nobody has any more.
            personUntil = accessPassTyped is { } typed && plan.Request.AccessPass.SingleUse && until > typed + AccessPassCustody.RegistrationWindow ? typed + AccessPassCustody.RegistrationWindow : until;
        }

        return personUntil.Value;
    }

    /// <summary>Watches what a person does, until a page comes that the run may know how to go on from, or time is over.</summary>
    public async Task<Happening> AwaitPersonAsync(Happening cause, CancellationToken cancellationToken)
    {
        var until = HandOver();
        while (until - parts.Time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            var happening = await StepAsync([], left < options.PagePatience ? left : options.PagePatience, cancellationToken).ConfigureAwait(false);
            if (happening.Trigger is not (ProvisioningTrigger.PageUnderWay or ProvisioningTrigger.PageStalled or ProvisioningTrigger.PageUnknown))
            {
                return happening;
            }
        }

        return cause with { Trigger = cause.Instead ?? ProvisioningTrigger.PageUnknown, NobodyHelped = true };
    }

    public async Task<Happening> ActAsync(SecretText? accessPass, CancellationToken cancellationToken)
    {
        var current = step ?? throw new InvalidOperationException("No page was recognized yet.");
        var times = actedOn[current.Kind] = actedOn.GetValueOrDefault(current.Kind) + 1;
        if (times > options.MaximumRepeats)
        {
            return new Happening(ProvisioningTrigger.PageRepeated, ProvisioningError.Of(ErrorCodes.PageRepeated, $"It was the page '{current.Kind}'."));
        }

        if (current.Kind == PageStepKind.AccessPass && AccessPassTyped && plan.Request.AccessPass.SingleUse)
        {
            return new Happening(ProvisioningTrigger.PageRepeated, ProvisioningError.Of(ErrorCodes.PageRepeated, "It asked for the one-time access pass again."));
        }

        watches = 0;
        personUntil = null;
        RegistrationMayBeComplete |= current.Kind == PageStepKind.PasskeyName && current.Targets.ContainsKey(PageTarget.Continue);
        var happening = await StepAsync(Playbook.ActionsFor(current, plan, accessPass), options.PagePatience, cancellationToken).ConfigureAwait(false);
        accessPassTyped ??= current.Kind == PageStepKind.AccessPass && lastActed ? parts.Time.GetUtcNow() : null;
        return happening;
    }

    /// <summary>Begins the sign-in anew, in the same window. The page that has refused the pass is not touched.</summary>
    public Task<Happening> BeginAgainAsync(CancellationToken cancellationToken)
    {
        actedOn.Clear();
        accessPassTyped = null;
        return StepAsync([new PageAction.Navigate(plan.StartAddress)], options.PagePatience, cancellationToken);
    }

    /// <summary>Takes a picture of what the window shows; null if its browser cannot take any.</summary>
    public Task<ReadOnlyMemory<byte>>? TakeScreenshotAsync(CancellationToken cancellationToken) => session?.TakeScreenshotAsync(cancellationToken);

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (session is not null)
        {
            await session.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Happening> StepAsync(IReadOnlyList<PageAction> actions, TimeSpan patience, CancellationToken cancellationToken)
    {
        lastActed = false;
        for (var replacements = 0; replacements <= MaximumReplacements; replacements++)
        {
            var observation = await ObserveAsync(actions, patience, cancellationToken).ConfigureAwait(false);
            if (ceremony.Refused.IsCompleted)
            {
                return await RefusedAsync().ConfigureAwait(false);
            }

            // A document that went away while it was acted on counts as acted on.
            lastActed |= observation is not PageObservation.Seen { Acted: false } && actions.Count > 0;
            switch (observation)
            {
                case null:
                    return new Happening(ProvisioningTrigger.PageStalled, ProvisioningError.Of(ErrorCodes.PageStalled, "The page hangs."));

                case PageObservation.Seen seen:
                    if (seen.Changed)
                    {
                        PageChanges++;
                    }

                    known = seen.Snapshot.Fingerprint;
                    snapshot = seen.Snapshot;
                    step = options.Certain(recognizer.Recognize(snapshot));

                    // A page that did not let itself be acted on is read anew, also if it looks the same as before.
                    RegistrationMayBeComplete |= step.Kind == PageStepKind.Registered && Progress == CeremonyProgress.Answered;
                    return PageReading.Read(step, seen.Snapshot, seen.Changed || (actions.Count > 0 && !seen.Acted), Progress);

                case PageObservation.DocumentReplaced:
                    // Another document is coming: wait for that one, whatever it is.
                    PageChanges++;
                    known = null;
                    actions = [];
                    break;

                default:
                    return new Happening(ProvisioningTrigger.WindowLost, ProvisioningError.Of(ErrorCodes.WindowClosed));
            }
        }

        return new Happening(ProvisioningTrigger.PageRepeated, ProvisioningError.Of(ErrorCodes.PageRepeated, "The pages forward to each other without end."));
    }

    private Task<PageObservation?> ObserveAsync(IReadOnlyList<PageAction> actions, TimeSpan patience, CancellationToken cancellationToken) =>
        session!.ObserveAsync(actions, new CaptureRequest { Since = known, Patience = patience, ExpectedAccount = plan.Request.User.ToString() }, ceremony.Refused, cancellationToken);

    private async Task<Happening> RefusedAsync() => new(ProvisioningTrigger.CeremonyRefused, await ceremony.Refused.ConfigureAwait(false));
}
