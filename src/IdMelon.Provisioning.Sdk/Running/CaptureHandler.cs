using System.Text.Json;
using System.Threading.Channels;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>Answers the passkey calls of a window in which passkeys for other relying parties are made.</summary>
/// <remarks>
/// A passkey is made only after the operator has said yes, is in the vault as pending before its page sees it, and becomes active once the page, still waiting, was given it.
/// What no page took is removed. Proofs are given with the window's own passkeys only.
/// </remarks>
internal sealed class CaptureHandler : IPasskeyCallHandler
{
    // Single rows about a page that asks again and again help nobody.
    private const int MostRefusalsTold = 100;

    private readonly Lock gate = new();
    private readonly PasskeyCallAnswerer answerer;
    private readonly CapturedPasskeys passkeys;
    private readonly CapturePolicy policy;
    private readonly WindowAuthenticator authenticator;
    private readonly Channel<Happening> happenings = Channel.CreateUnbounded<Happening>();
    private Task activations = Task.CompletedTask;
    private int refusals;

    public CaptureHandler(ProvisioningPlan plan, ProvisioningParts parts, RunJournal journal)
    {
        passkeys = new CapturedPasskeys(plan, parts, journal);
        authenticator = new WindowAuthenticator(parts.Authenticator, passkeys, new InMemoryVault());
        policy = new CapturePolicy(plan, parts, passkeys, authenticator, error => Tell(new Happening(ProvisioningTrigger.CeremonyRefused, error)));
        answerer = new PasskeyCallAnswerer(authenticator, policy, parts.RelatedOrigins, parts.Time);
    }

    /// <summary>Gets what happened, in its order.</summary>
    public ChannelReader<Happening> Happenings => happenings.Reader;

    /// <summary>Gets whether a page took a passkey whose key is active.</summary>
    public bool HasTaken => passkeys.HasTaken;

    /// <summary>Gets what went wrong with a passkey that its page has.</summary>
    public ProvisioningError? Doubt => passkeys.Doubt;

    public async Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
    {
        var answer = await answerer.HandleAsync(call, cancellationToken).ConfigureAwait(false);
        if (CredentialOf(answer) is not { } id)
        {
            return answer;
        }

        Task<Happening>? activation = null;
        lock (gate)
        {
            if (!passkeys.TryTake(id, !cancellationToken.IsCancellationRequested, out var fresh))
            {
                // The window is over, or the page is gone: nobody gets a credential whose key is not kept.
                return CallRefusal.Ended.ToJson();
            }

            if (fresh is not null)
            {
                activation = passkeys.ActivateAsync(fresh);
                activations = Task.WhenAll(activations, activation);
            }
        }

        if (activation is not null)
        {
            Tell(await activation.ConfigureAwait(false));
        }

        return answer;
    }

    /// <summary>Ends the call under way, answers no further one, and removes what no page took. May be called again.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await answerer.CloseAsync(cancellationToken).ConfigureAwait(false);
        await passkeys.RemoveUntakenAsync(cancellationToken).ConfigureAwait(false);
        Task last;
        lock (gate)
        {
            last = activations;
        }

        await last.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the window's keys: nobody signs in with them here any more.</summary>
    public void Forget() => authenticator.Forget();

    // Our own answer: a credential, an error or nothing.
    private static string? CredentialOf(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("credential", out var credential) ? credential.GetProperty("id").GetString() : null;
    }

    private void Tell(Happening happening)
    {
        if (happening.Trigger != ProvisioningTrigger.CeremonyRefused || Interlocked.Increment(ref refusals) <= MostRefusalsTold)
        {
            happenings.Writer.TryWrite(happening);
        }
    }
}
