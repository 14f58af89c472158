using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Interception;

/// <summary>Answers the pages' passkey calls as a browser does: by its rules, with an authenticator, if the policy agrees.</summary>
/// <remarks>
/// Thread-safe; one for each window. One call at a time is answered. A call ends with its answer, when the page calls it off or goes away, when its time is over
/// (10 seconds to 20 hours, as in Chromium), or when this is closed; what an authenticator brings after that is dropped unseen.
/// </remarks>
public sealed class PasskeyCallAnswerer : IPasskeyCallHandler
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromHours(20);

    private readonly PendingCalls calls = new();
    private readonly IPasskeyAuthenticator? authenticator;
    private readonly BrowserCalls? browser;
    private readonly IPasskeyCallPolicy policy;
    private readonly OriginRules origins;
    private readonly TimeProvider time;

    /// <summary>Answers with an authenticator; the caller owns the parts.</summary>
    /// <param name="authenticator">Makes and uses the passkeys.</param>
    /// <param name="policy">Says which calls are answered.</param>
    /// <param name="relatedOrigins">Fetches the lists of related origins; with null no rp id counts but a page's own.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public PasskeyCallAnswerer(IPasskeyAuthenticator authenticator, IPasskeyCallPolicy policy, IRelatedOrigins? relatedOrigins = null, TimeProvider? time = null)
        : this(policy, relatedOrigins, time)
    {
        ArgumentNullException.ThrowIfNull(authenticator);
        this.authenticator = authenticator;
    }

    /// <summary>Leaves the answers to the browser; the caller owns the parts.</summary>
    /// <param name="ceremony">Who makes the passkeys there.</param>
    /// <param name="policy">Says which calls go on to the browser, and keeps what it makes before the page sees it.</param>
    /// <param name="relatedOrigins">Fetches the lists of related origins; with null no rp id counts but a page's own.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public PasskeyCallAnswerer(BrowserCeremony ceremony, IPasskeyCallPolicy policy, IRelatedOrigins? relatedOrigins = null, TimeProvider? time = null)
        : this(policy, relatedOrigins, time) => browser = new BrowserCalls(ceremony, this.time);

    private PasskeyCallAnswerer(IPasskeyCallPolicy policy, IRelatedOrigins? relatedOrigins, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(policy);
        this.policy = policy;
        this.time = time ?? TimeProvider.System;
        origins = new OriginRules(relatedOrigins);
    }

    /// <summary>Gets whether a call is being answered.</summary>
    public bool IsUnderWay => calls.IsUnderWay || browser?.IsUnderWay == true;

    /// <inheritdoc/>
    public async Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (CallMessage.Read(call.MessageJson) is not { } message)
        {
            return Refuse(null, CallRefusal.Malformed("The call could not be read."));
        }

        switch (message.Kind)
        {
            case "abort":
                await CallOffAsync(message.Id).ConfigureAwait(false);
                return "{}";

            case "made":
                return await FinishAsync(message, cancellationToken).ConfigureAwait(false);
        }

        if (Read(call, message, out var request, out var origin) is { } refusal)
        {
            return Refuse(request, refusal);
        }

        using var pending = new PendingCall(message.Id, TimeoutOf(request!), time, cancellationToken);
        return await calls.RunAsync(pending, token => GuardAsync(request!, () => AnswerAsync(call, message.Id, request!, origin!, token), token)).ConfigureAwait(false);
    }

    /// <summary>Ends the call that is being answered and answers no further one. May be called again.</summary>
    /// <param name="cancellationToken">Ends the wait for an authenticator that does not listen; what it brings is dropped all the same.</param>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await calls.CloseAsync(cancellationToken).ConfigureAwait(false);
        if (browser is not null)
        {
            await browser.CloseAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TimeSpan TimeoutOf(PasskeyCallRequest request) =>
        request.Timeout is not { } asked || asked > MostTimeout ? MostTimeout : asked < LeastTimeout ? LeastTimeout : asked;

    private static CallRefusal? Read(PasskeyCall call, CallMessage message, out PasskeyCallRequest? request, out WebOrigin? origin)
    {
        var caller = new CallerOrigin(call.Origin, call.TopOrigin) { IsCrossOrigin = call.IsCrossOrigin };
        request = null;
        origin = null;
        PasskeyCreationOptions? creation = null;
        PasskeyRequestOptions? assertion = null;
        var wrong = message.Kind switch
        {
            "create" => OptionRules.ReadCreation(message.Content, out creation),
            "get" => OptionRules.ReadRequest(message.Content, out assertion),
            _ => CallRefusal.Malformed("The call is of no known kind."),
        };
        if (wrong is not null)
        {
            return wrong;
        }

        var foreign = OriginRules.Check(caller, out origin);
        request = creation is not null
            ? new PasskeyCallRequest.Create(caller, creation with { RelyingPartyId = creation.RelyingPartyId ?? origin?.Host })
            : new PasskeyCallRequest.Get(caller, assertion! with { RelyingPartyId = assertion.RelyingPartyId ?? origin?.Host });
        return foreign;
    }

    /// <summary>Turns whatever a part throws into a refusal.</summary>
    private async Task<string> GuardAsync(PasskeyCallRequest request, Func<Task<string>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ProvisioningException exception)
        {
            return Refuse(request, CallRefusal.Denied(exception.Error));
        }
        catch (Exception exception)
        {
            // A part's own message may hold key material; only its type is passed on.
            return Refuse(request, CallRefusal.Denied(ProvisioningError.Of(ErrorCodes.CeremonyFailed, $"The authenticator or the vault threw {exception.GetType().Name}.")));
        }
    }

    private async Task<string> AnswerAsync(PasskeyCall call, string? id, PasskeyCallRequest request, WebOrigin origin, CancellationToken cancellationToken)
    {
        if (await origins.CheckAsync(origin, request.RelyingPartyId, cancellationToken).ConfigureAwait(false) is { } foreign)
        {
            return Refuse(request, foreign);
        }

        if (await policy.DecideAsync(request, cancellationToken).ConfigureAwait(false) is { } error)
        {
            return Refuse(request, CallRefusal.Denied(error));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (request, authenticator) switch
        {
            (PasskeyCallRequest.Create create, { } own) => await CreateAsync(own, create, cancellationToken).ConfigureAwait(false),
            (PasskeyCallRequest.Get get, not null) when policy.LeavesToBrowser(get) => BrowserCall.GoOn,
            (PasskeyCallRequest.Get get, { } own) => await GetAsync(own, get, cancellationToken).ConfigureAwait(false),
            (PasskeyCallRequest.Create create, null) => await LeaveToBrowserAsync(call, id, create, cancellationToken).ConfigureAwait(false),
            _ => BrowserCall.GoOn,
        };
    }

    private async Task<string> CreateAsync(IPasskeyAuthenticator own, PasskeyCallRequest.Create request, CancellationToken cancellationToken)
    {
        var attempt = await own.CreateAsync(request.Options, request.Caller, cancellationToken).ConfigureAwait(false);
        if (!attempt.TryGet(out var passkey, out var error))
        {
            return Refuse(request, CallRefusal.Denied(error));
        }

        using (passkey)
        {
            await KeepAsync(request, passkey, cancellationToken).ConfigureAwait(false);
            return Answer(RegistrationJson.Write(passkey.Registration));
        }
    }

    private async Task<string> GetAsync(IPasskeyAuthenticator own, PasskeyCallRequest.Get request, CancellationToken cancellationToken)
    {
        var attempt = await own.GetAsync(request.Options, request.Caller, cancellationToken).ConfigureAwait(false);
        return attempt.TryGet(out var assertion, out var error) ? Answer(AssertionJson.Write(assertion)) : Refuse(request, CallRefusal.Denied(error));
    }

    private async Task<string> LeaveToBrowserAsync(PasskeyCall call, string? id, PasskeyCallRequest.Create request, CancellationToken cancellationToken) =>
        await browser!.BeginAsync(call, id, request, TimeoutOf(request), cancellationToken).ConfigureAwait(false) is not null
            ? BrowserCall.GoOn
            : Refuse(request, CallRefusal.Denied(ProvisioningError.Of(ErrorCodes.AuthenticatorUnavailable)));

    private async Task<string> FinishAsync(CallMessage message, CancellationToken cancellationToken)
    {
        if (browser is null || await browser.TakeAsync(message.Id).ConfigureAwait(false) is not { } call)
        {
            return CallRefusal.Ended.ToJson();
        }

        using var pending = new PendingCall(call.Id, TimeSpan.FromTicks(Math.Max(0, (call.Until - time.GetUtcNow()).Ticks)), time, cancellationToken);
        return await calls.RunAsync(pending, token => GuardAsync(call.Request, () => FinishAsync(call, message, token), token)).ConfigureAwait(false);
    }

    private async Task<string> FinishAsync(BrowserCall call, CallMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (!(await call.ReadAsync(message.Content, cancellationToken).ConfigureAwait(false)).TryGet(out var passkey, out var error))
            {
                return Refuse(call.Request, CallRefusal.Denied(error));
            }

            using (passkey)
            {
                await KeepAsync(call.Request, passkey, cancellationToken).ConfigureAwait(false);
                return BrowserCall.GoOn;
            }
        }
        finally
        {
            await call.EndAsync(time).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken)
    {
        // An authenticator may not listen to cancellation: what it brings too late is dropped unseen.
        cancellationToken.ThrowIfCancellationRequested();
        await policy.KeepAsync(request, passkey, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task CallOffAsync(string? id)
    {
        if (id is null)
        {
            return;
        }

        calls.CallOff(id);
        if (browser is not null)
        {
            await browser.CallOffAsync(id).ConfigureAwait(false);
        }
    }

    private static string Answer(JsonObject credential) => new JsonObject { ["credential"] = credential }.ToJsonString();

    private string Refuse(PasskeyCallRequest? request, CallRefusal refusal)
    {
        policy.OnRefused(request, refusal.Error);
        return refusal.ToJson();
    }
}
