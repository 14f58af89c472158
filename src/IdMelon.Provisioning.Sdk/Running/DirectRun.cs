using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run of the direct mode: an offer of the directory, a passkey made from it, its registration. No browser.</summary>
internal sealed class DirectRun(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, RunJournal journal, ILogger logger)
    : ModeRun(TransitionTable.Direct, plan, parts, options, journal, logger)
{
    // The same registration sent again cannot make a second passkey; but a service that answers nothing so often is down.
    private const int MostAttempts = 3;

    // A registration that was sent is not abandoned: its reply is the cheapest way to know the passkey. This bounds it, its wait among the calls of other runs included.
    private static readonly TimeSpan ReplyPatience = TimeSpan.FromMinutes(5);

    private readonly OfferedPasskey passkey = new(plan, parts, journal, logger);
    private readonly IPasskeyRegistrar registrar = parts.Registrar ?? throw new InvalidOperationException("The planner lets nobody register directly without a registrar.");
    private int attempts;
    private bool isRefused;

    public override VaultedPasskey? Made => passkey.Made;

    public override bool IsVaulted => passkey.IsVaulted;

    public override bool MayBeRegistered => attempts > 0 && !isRefused;

    // The first look is short, because the registration can be sent again; the last one has all the time that a directory may lag.
    protected override TimeSpan PatienceToVerify => MayTryAgain && Options.DirectoryPatience > PatienceAfterFailure ? PatienceAfterFailure : Options.DirectoryPatience;

    private bool MayTryAgain { get; set; }

    // No window and no pass: the key is settled by the clean-up of every mode, and there is nothing else.
    public override IEnumerable<(string Code, Func<CancellationToken, Task<ProvisioningError?>> Clean)> Cleaners(bool isConfirmed) => [];

    protected override Task<Happening> DoOwnAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken) => effect switch
    {
        ProvisioningEffect.AskForOffer => AskForOfferAsync(cancellationToken),
        ProvisioningEffect.MakePasskey => passkey.MakeAsync(cancellationToken),
        ProvisioningEffect.RegisterPasskey => RegisterAsync(),
        _ => throw new InvalidOperationException($"The direct mode has no effect {effect}."),
    };

    protected override Happening NotShown(VaultedPasskey made) => MayTryAgain
        ? new Happening(ProvisioningTrigger.RegistrationUnseen)
        : new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed(Failure is null ? "It does not show it yet." : $"Before that: ({Failure.Code}) {Failure.Message}"));

    private async Task<Happening> AskForOfferAsync(CancellationToken cancellationToken)
    {
        var offer = await registrar.OfferAsync(Request.User, cancellationToken).ConfigureAwait(false);
        if (!offer.TryGet(out var offered, out var error))
        {
            return new Happening(ProvisioningTrigger.RegistrationNotOffered, error);
        }

        passkey.Offer = offered;
        return new Happening(ProvisioningTrigger.RegistrationOffered) { ServiceRequestId = offer.RequestId };
    }

    private async Task<Happening> RegisterAsync()
    {
        attempts++;
        using var bound = new CancellationTokenSource(ReplyPatience, Parts.Time);
        Attempt<DirectoryPasskey> answer;
        try
        {
            answer = await registrar.RegisterAsync(Request.User, Request.PasskeyName, passkey.Registration, bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            answer = ProvisioningError.Of(ErrorCodes.TenantUnreachable, "The registration was not answered in time.");
        }

        if (answer.TryGet(out var registered, out var error))
        {
            return new Happening(ProvisioningTrigger.PasskeyConfirmed) { PasskeyId = registered.Id, ServiceRequestId = answer.RequestId };
        }

        if (IsUnknown(error))
        {
            MayTryAgain = attempts < MostAttempts;
            return new Happening(ProvisioningTrigger.RegistrationUnanswered, error);
        }

        if (attempts > 1)
        {
            // What is refused now may have been taken before, when the reply was lost.
            MayTryAgain = false;
            return new Happening(ProvisioningTrigger.RegistrationUnanswered, error);
        }

        isRefused = true;
        return new Happening(ProvisioningTrigger.RegistrationRefused, passkey.Offer is { Expires: { } expires } && Parts.Time.GetUtcNow() >= expires
            ? error with { Message = $"{error.Message} By this machine's clock the offer had expired at {expires.UtcDateTime:u}.", IsTransient = true }
            : error);
    }

    // Throttled calls are not carried out; of these it is not known.
    private static bool IsUnknown(ProvisioningError error) =>
        error.Code is ErrorCodes.TenantUnreachable or ErrorCodes.TenantUnexpected && error.HttpStatus is null or 408 or >= 500 or (>= 200 and < 300);
}
