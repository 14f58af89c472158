using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>The window of a manual run: a person works in it, and it is watched, on the cloud's own hosts only. Nothing here clicks or types.</summary>
internal sealed class WatchedWindow(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, IStepRecognizer recognizer, CeremonyHandler ceremony, OperatorDesk desk, ILogger logger)
{
    private readonly string[] hosts = [.. plan.Cloud.SignInHosts.Append(plan.Cloud.WebAuthnHost).Append(plan.StartAddress.Host).Distinct(StringComparer.OrdinalIgnoreCase)];
    private readonly HashSet<string> lookedUp = new(StringComparer.Ordinal);
    private (PageStep Step, PageSnapshot Snapshot, bool Changed)? unread;
    private GuardedSession? session;
    private DateTimeOffset until;
    private PageStepKind? told;
    private string? known;
    private bool isMadeTold;
    private bool nameWasAsked;

    public int RoundTrips => session?.RoundTrips ?? 0;

    public int PageChanges { get; private set; }

    /// <summary>Gets until when the window is left to the person; null before it is open.</summary>
    public DateTimeOffset? Until => session is null ? null : until;

    /// <summary>Gets whether the last page only may be the end of the registration.</summary>
    public bool MayOnlyBeRegistered { get; private set; }

    /// <summary>Gets whether the directory may hold the passkey: after the ceremony came a page on which the registration can be completed.</summary>
    public bool RegistrationMayBeComplete { get; private set; }

    private CeremonyProgress Progress => ceremony.Made is not null ? CeremonyProgress.Answered : ceremony.IsUnderWay ? CeremonyProgress.UnderWay : CeremonyProgress.None;

    public async Task<Happening> OpenAsync(CancellationToken cancellationToken)
    {
        session = await GuardedSession.OpenAsync(
            parts,
            new BrowserSessionOptions { Account = plan.Request.User.ToString(), Language = plan.Request.PageLanguage, PasskeyCalls = ceremony, OnFact = fact => logger.WindowFactSeen(plan.Request.Id, fact) },
            cancellationToken).ConfigureAwait(false);
        until = parts.Time.GetUtcNow() + (plan.Request.HandOver ?? ProvisioningRequest.DefaultHandOver);
        await session.ObserveAsync([new PageAction.Navigate(plan.StartAddress)], Request(TimeSpan.Zero), ceremony.Refused, cancellationToken).ConfigureAwait(false);
        return new Happening(ProvisioningTrigger.PersonNeeded);
    }

    /// <summary>Watches until something is worth a row.</summary>
    public async Task<Happening> WatchAsync(CancellationToken cancellationToken)
    {
        MayOnlyBeRegistered = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ceremony.Refused.IsCompleted)
            {
                return new Happening(ProvisioningTrigger.CeremonyRefused, await ceremony.Refused.ConfigureAwait(false));
            }

            if (ceremony.Made is not null && !isMadeTold)
            {
                isMadeTold = true;
                return new Happening(ProvisioningTrigger.PasskeyMade);
            }

            if (unread is { } page)
            {
                unread = null;
                if (Read(page.Step, page.Snapshot, page.Changed) is { } late)
                {
                    return late;
                }
            }

            if (desk.Ended.IsCompleted)
            {
                return new Happening(ProvisioningTrigger.PersonDone, ProvisioningError.Of(ErrorCodes.WindowClosed, "The operator ended it."));
            }

            var left = until - parts.Time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return new Happening(ProvisioningTrigger.PersonTimeOver, ProvisioningError.Of(ErrorCodes.PersonTooLate));
            }

            var patience = left < options.PagePatience ? left : options.PagePatience;
            if (await LookAsync(patience, cancellationToken).ConfigureAwait(false) is { } happening)
            {
                return happening;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (session is not null)
        {
            await session.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Happening?> LookAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        switch (await session!.ObserveAsync([], Request(patience), Task.WhenAny(ceremony.Refused, desk.Ended), cancellationToken).ConfigureAwait(false))
        {
            case PageObservation.Seen { Snapshot: var snapshot } seen when hosts.Contains(snapshot.SecureHost, StringComparer.OrdinalIgnoreCase):
                known = snapshot.Fingerprint;
                PageChanges += seen.Changed ? 1 : 0;

                // The ceremony may have ended meanwhile, and is told of first.
                unread = (options.Certain(recognizer.Recognize(snapshot)), snapshot, seen.Changed);
                return null;

            case PageObservation.DocumentReplaced:
                PageChanges++;
                known = null;
                return null;

            case PageObservation.Closed:
                return new Happening(ProvisioningTrigger.WindowLost, ProvisioningError.Of(ErrorCodes.WindowClosed));

            default:
                // Elsewhere, interrupted, or a page that hangs: the person may know better.
                known = null;
                return null;
        }
    }

    private CaptureRequest Request(TimeSpan patience) => new() { Since = known, Patience = patience, ExpectedAccount = plan.Request.User.ToString(), Hosts = hosts };

    /// <summary>Tells what a page is to a run that only watches; null if it is not worth a row.</summary>
    private Happening? Read(PageStep step, PageSnapshot snapshot, bool changed)
    {
        var read = PageReading.Read(step, snapshot, changed, Progress);
        if (read.Trigger == ProvisioningTrigger.OtherUserSeen)
        {
            return read;
        }

        // Whatever else stands in the way is for the person to pass, and no error of the run.
        var page = read with { Error = null };
        return Progress == CeremonyProgress.Answered ? AfterCeremony(step.Kind, page, snapshot.Fingerprint, changed) : BeforeCeremony(step.Kind, page);
    }

    private Happening? BeforeCeremony(PageStepKind kind, Happening page) => Once(kind, page with
    {
        Trigger = page.Trigger switch
        {
            ProvisioningTrigger.SecurityInfoShown or ProvisioningTrigger.MethodsShown or ProvisioningTrigger.PasskeyIntroduced or ProvisioningTrigger.CeremonyShown => page.Trigger,
            ProvisioningTrigger.CeremonyWaiting => ProvisioningTrigger.CeremonyShown,
            _ => ProvisioningTrigger.PageUnderWay,
        },
    });

    private Happening? AfterCeremony(PageStepKind kind, Happening page, string fingerprint, bool changed)
    {
        RegistrationMayBeComplete |= kind is PageStepKind.PasskeyName or PageStepKind.Registered or PageStepKind.Unknown;
        nameWasAsked |= kind == PageStepKind.PasskeyName;

        // Once the name was asked for, the list means that it was given. The last page may say "Next" instead of "Done", and then looks like the page in front of the ceremony.
        if (kind == PageStepKind.Registered || (nameWasAsked && kind is PageStepKind.SecurityInfo or PageStepKind.ExistingPasskey or PageStepKind.PasskeyIntroduction))
        {
            return Once(PageStepKind.Registered, page with { Trigger = ProvisioningTrigger.RegistrationShown });
        }

        if (kind == PageStepKind.PasskeyName)
        {
            return Once(kind, page with { Trigger = ProvisioningTrigger.NameAsked });
        }

        if (!changed && !kind.IsWait() && kind != PageStepKind.Ceremony && lookedUp.Add(fingerprint))
        {
            MayOnlyBeRegistered = true;
            return page with { Trigger = kind == PageStepKind.Unknown ? ProvisioningTrigger.PageUnknown : ProvisioningTrigger.PageStalled };
        }

        return Once(kind, page with { Trigger = ProvisioningTrigger.PageUnderWay });
    }

    private Happening? Once(PageStepKind kind, Happening page)
    {
        if (told == kind)
        {
            return null;
        }

        told = kind;
        return page;
    }
}
