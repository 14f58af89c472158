using IdMelon.Provisioning.Graph.Errors;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Lets calls go when it is their turn, and repeats those that the service was too busy for.</summary>
internal sealed class GovernedCalls(GraphRateGovernor governor, TimeSpan patience, ILogger logger)
{
    private const int MostRepetitions = 3;
    private static readonly ForeignText Foreign = new([]);

    public GraphRateGovernor Governor => governor;

    /// <exception cref="ProvisioningException">The service asked for a longer pause than the call may wait, so it was not sent.</exception>
    public async Task<T> RunAsync<T>(Uri address, bool isRepeatable, Func<Task<GovernedReply<T>>> send, CancellationToken cancellationToken)
    {
        var lane = governor.LaneOf(address);
        var ticket = new CallTicket(patience);
        for (var repetition = 0; ; repetition++)
        {
            var slot = await lane.EnterAsync(ticket, cancellationToken).ConfigureAwait(false)
                ?? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.TenantThrottled, "It has asked for a longer pause than this call may wait; the call was not sent."));
            GovernedReply<T> reply;
            TimeSpan? pause = null;
            try
            {
                reply = await send().ConfigureAwait(false);
                CallRequestId.Tell(Foreign.Name(reply.Headers.Find("request-id")));
                Tell(reply.Headers);
                var asked = reply.Headers.RetryAfter(governor.Time);
                if (reply.Status == 429 || (reply.Status == 503 && asked is not null))
                {
                    pause = lane.Pause(slot, asked);
                    if (lane == governor.Billed)
                    {
                        // Whether only the narrow limit is meant, or the application as a whole, the refusal does not tell for sure.
                        governor.Directory.Hold(pause.Value);
                    }

                    logger.Throttled(lane == governor.Billed ? "Billed" : "Directory", pause.Value, reply.Status);
                }
                else
                {
                    lane.Flow(lane == governor.Directory ? GapAt(reply.Headers.LimitUsed) : TimeSpan.Zero);
                }
            }
            finally
            {
                lane.Leave(slot);
            }

            if (!IsBusy(reply.Status, isRepeatable))
            {
                return reply.Take();
            }

            // The lane itself waits for the end of a pause; without one the call backs off alone.
            var wait = pause ?? reply.Headers.RetryAfter(governor.Time) ?? TimeSpan.FromSeconds(1 << repetition);
            if (repetition == MostRepetitions || !ticket.Bears(wait))
            {
                return reply.Take();
            }

            reply.Drop();
            if (pause is null)
            {
                ticket.Wait(wait);
                await Task.Delay(wait, governor.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsBusy(int status, bool isRepeatable) => status is 429 or 503 || (status == 504 && isRepeatable);

    private static TimeSpan GapAt(double limitUsed) => limitUsed < 0.8 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Clamp((limitUsed - 0.75) * 10, 0.5, 10));

    private void Tell(ServiceHeaders headers)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
        {
            return;
        }

        var (units, scope, information, used) = (Told("x-ms-resource-unit"), Told("x-ms-throttle-scope"), Told("x-ms-throttle-information"), Told("x-ms-throttle-limit-percentage"));
        if ((units ?? scope ?? information ?? used) is not null)
        {
            logger.LimitsTold(units, used, scope, information);
        }

        string? Told(string name) => Foreign.Name(headers.Find(name));
    }
}
