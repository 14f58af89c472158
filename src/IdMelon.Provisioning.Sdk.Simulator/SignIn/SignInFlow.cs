using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>One attempt to sign in: what was asked for, how far it is, and the opaque values its next request must bring back.</summary>
/// <remarks>Changed only under the lock of its <see cref="BrowserSession"/>.</remarks>
internal sealed class SignInFlow(AuthorizeRequest request, PageLanguage language)
{
    private readonly Queue<SignInInterrupt> pending = [];

    public AuthorizeRequest Request { get; } = request;

    public PageLanguage Language { get; } = language;

    public SignInStage Stage { get; private set; } = SignInStage.Credentials;

    /// <summary>The page in between that the flow stands on.</summary>
    public SignInInterrupt? Interrupt { get; private set; }

    /// <summary>Whether only a new credential counts, whoever is signed in.</summary>
    public bool IsFresh { get; init; }

    public SimulatedUser? User { get; set; }

    /// <summary>The name that leads straight to the credential: typed, or given as a hint.</summary>
    public string? UserName { get; set; }

    /// <summary>How the user has signed in.</summary>
    public SignInMethod Method { get; private set; }

    /// <summary>What the picture of a captcha shows.</summary>
    public string? Picture { get; set; }

    public string Context { get; } = OpaqueText.Context();

    public string FlowToken { get; private set; } = OpaqueText.FlowToken();

    public string Canary { get; private set; } = OpaqueText.Canary(0);

    public string ApiCanary { get; private set; } = OpaqueText.Create();

    /// <summary>The canary that goes to the page of the WebAuthn host and comes back from there.</summary>
    public string CrossDomainCanary { get; private set; } = OpaqueText.Canary(0);

    /// <summary>What a passkey has to sign.</summary>
    public string FidoChallenge { get; private set; } = OpaqueText.Create(64);

    /// <summary>Notes that the credential was accepted and goes on to what comes first.</summary>
    public void Accept(SimulatedUser user, SignInMethod method, IEnumerable<SignInInterrupt> interrupts)
    {
        User = user;
        Method = method;
        foreach (var interrupt in interrupts)
        {
            pending.Enqueue(interrupt);
        }

        Advance();
    }

    /// <summary>Goes on from a page in between, having proved more.</summary>
    public void Advance(SignInMethod method)
    {
        Method = method;
        Advance();
    }

    /// <summary>Goes on to the next page in between, to "Stay signed in?", or back to the app.</summary>
    public void Advance()
    {
        Interrupt = pending.TryDequeue(out var next) ? next : null;
        Stage = Interrupt is not null ? SignInStage.Interrupted
            : Stage != SignInStage.StaySignedIn && Method != SignInMethod.Session && User!.AsksToStaySignedIn ? SignInStage.StaySignedIn
            : SignInStage.Left;
        Picture = null;
        Renew();
    }

    /// <summary>Replaces every value that a page carries; those of the page before are void from now on.</summary>
    public void Renew()
    {
        FlowToken = OpaqueText.FlowToken();
        Canary = OpaqueText.Canary(CanaryKind);
        ApiCanary = OpaqueText.Create();
    }

    /// <summary>Replaces what belongs to the next answer of a passkey.</summary>
    public void RenewCeremony()
    {
        CrossDomainCanary = OpaqueText.Canary(0);
        FidoChallenge = OpaqueText.Create(64);
    }

    public bool Accepts(IFormCollection form, SignInStage stage) =>
        Stage == stage
        && OpaqueText.Same(Context, form["ctx"])
        && OpaqueText.Same(FlowToken, form["flowToken"])
        && OpaqueText.Same(Canary, form["canary"]);

    /// <summary>Tells whether a form is the one of the page in between that the flow stands on.</summary>
    public bool AcceptsAt(IFormCollection form, params ReadOnlySpan<SignInInterrupt> interrupts) =>
        Accepts(form, SignInStage.Interrupted) && Interrupt is { } interrupt && interrupts.Contains(interrupt);

    /// <summary>Tells whether a form brings the answer of the page of the WebAuthn host.</summary>
    public bool AcceptsCeremony(IFormCollection form) =>
        Stage == SignInStage.Credentials
        && OpaqueText.Same(Context, form["ctx"])
        && OpaqueText.Same(FlowToken, form["flowToken"])
        && (OpaqueText.Same(CrossDomainCanary, form["canary"]) || OpaqueText.Same(Canary, form["canary"]));

    private int CanaryKind => (Stage, Interrupt) switch
    {
        (SignInStage.StaySignedIn, _) => 9,
        (_, SignInInterrupt.ProofUpSkippable or SignInInterrupt.ProofUpMandatory) => 6,
        _ => 0,
    };
}
