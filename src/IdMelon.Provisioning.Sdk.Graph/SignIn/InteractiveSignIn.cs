using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>As a person in a browser of this machine.</summary>
internal sealed class InteractiveSignIn(Func<Uri, CancellationToken, Task>? open) : GraphSignIn
{
    internal override string Name => nameof(Interactive);

    internal override ITokenSource Open(SignInSurroundings around) => new UserTokens(around, (application, scopes, claims, cancellationToken) =>
    {
        var call = application.AcquireTokenInteractive(scopes).WithUseEmbeddedWebView(false);
        if (open is not null)
        {
            call = call.WithSystemWebViewOptions(new SystemWebViewOptions { OpenBrowserAsync = address => open(address, cancellationToken) });
        }

        return (claims is null ? call : call.WithClaims(claims)).ExecuteAsync(cancellationToken);
    });
}
