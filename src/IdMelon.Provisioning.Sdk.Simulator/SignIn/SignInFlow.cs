using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>One attempt to sign in: what was asked for, how far it is, and the opaque values its next request must bring back.</summary>
/// <remarks>Changed only under the lock of its <see cref="BrowserSession"/>.</remarks>
internal sealed class SignInFlow(AuthorizeRequest request, PageLanguage language)
{
    public AuthorizeRequest Request { get; } = request;

    public PageLanguage Language { get; } = language;

    public SignInStage Stage { get; private set; } = SignInStage.Credentials;

    public SimulatedUser? User { get; set; }

    /// <summary>The name that leads straight to the credential: typed, or given as a hint.</summary>
    public string? UserName { get; set; }

    public string Context { get; } = OpaqueText.Context();

    public string FlowToken { get; private set; } = OpaqueText.FlowToken();

    public string Canary { get; private set; } = OpaqueText.Canary(0);

    public string ApiCanary { get; private set; } = OpaqueText.Create();

    public void MoveTo(SignInStage stage)
    {
        Stage = stage;
        Renew();
    }

    /// <summary>Replaces every value that a page carries; those of the page before are void from now on.</summary>
    public void Renew()
    {
        FlowToken = OpaqueText.FlowToken();
        Canary = OpaqueText.Canary(Stage == SignInStage.StaySignedIn ? 9 : 0);
        ApiCanary = OpaqueText.Create();
    }

    public bool Accepts(IFormCollection form, SignInStage stage) =>
        Stage == stage
        && OpaqueText.Same(Context, form["ctx"])
        && OpaqueText.Same(FlowToken, form["flowToken"])
        && OpaqueText.Same(Canary, form["canary"]);
}
