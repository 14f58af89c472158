using Microsoft.Kiota.Abstractions;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>What each call says about being repeated when the service is busy. <see cref="GovernedCalls"/> keeps to it; nothing else repeats a call.</summary>
internal sealed class ThrottleRetry
{
    private readonly RepeatRule repeatable = new(true);
    private readonly RepeatRule creation = new(false);

    /// <summary>For calls that may be repeated at will.</summary>
    public IRequestOption ForRepeatable() => repeatable;

    /// <summary>For the call that makes something: behind a gateway's time-out the service may have acted, so the result is unknown.</summary>
    public IRequestOption ForCreation() => creation;
}
