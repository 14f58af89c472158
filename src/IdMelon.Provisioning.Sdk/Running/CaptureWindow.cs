using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>The window of a capture run: opened at an address and left to a person. No page in it is ever looked at.</summary>
internal sealed class CaptureWindow(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, CaptureHandler handler, OperatorDesk desk, ILogger logger)
{
    private GuardedSession? session;
    private Task? more;
    private DateTimeOffset until;

    public int RoundTrips => session?.RoundTrips ?? 0;

    /// <summary>Gets until when the window is left to the person; null before it is open.</summary>
    public DateTimeOffset? Until => session is null ? null : until;

    public async Task<Happening> OpenAsync(CancellationToken cancellationToken)
    {
        session = await GuardedSession.OpenAsync(
            parts,
            new BrowserSessionOptions { Account = plan.Request.User.ToString(), PasskeyCalls = handler, OnFact = fact => logger.WindowFactSeen(plan.Request.Id, fact) },
            cancellationToken).ConfigureAwait(false);
        until = parts.Time.GetUtcNow() + (plan.Request.HandOver ?? ProvisioningRequest.DefaultHandOver);
        await session.ObserveAsync([new PageAction.Navigate(plan.StartAddress)], Nothing(TimeSpan.Zero), MoreAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return new Happening(ProvisioningTrigger.PersonNeeded);
    }

    /// <summary>Waits until a passkey was made or refused, or the window ends: by the person, the operator, or time.</summary>
    public async Task<Happening> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (handler.Happenings.TryRead(out var happening))
            {
                return happening;
            }

            if (desk.Ended.IsCompleted)
            {
                return new Happening(ProvisioningTrigger.PersonDone);
            }

            var left = until - parts.Time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return new Happening(ProvisioningTrigger.PersonTimeOver, ProvisioningError.Of(ErrorCodes.PersonTooLate));
            }

            var patience = left < options.PagePatience ? left : options.PagePatience;
            if (await session!.ObserveAsync([], Nothing(patience), Task.WhenAny(MoreAsync(cancellationToken), desk.Ended), cancellationToken).ConfigureAwait(false) is PageObservation.Closed)
            {
                return new Happening(ProvisioningTrigger.WindowLost);
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

    private static CaptureRequest Nothing(TimeSpan patience) => new() { Patience = patience, Hosts = [] };

    private Task MoreAsync(CancellationToken cancellationToken) =>
        more = more is { IsCompleted: false } ? more : handler.Happenings.WaitToReadAsync(cancellationToken).AsTask();
}
