using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Signs a person in; silently as long as there is a good refresh token.</summary>
/// <param name="around">Where.</param>
/// <param name="ask">Asks the person.</param>
internal sealed class UserTokens(SignInSurroundings around, Func<IPublicClientApplication, string[], string?, CancellationToken, Task<AuthenticationResult>> ask) : ITokenSource
{
    // The least for passes, passkeys, the two method policies and whether a user is in their groups.
    private static readonly string[] LeastScopes =
    [
        "UserAuthMethod-TAP.ReadWrite.All", "UserAuthMethod-Passkey.ReadWrite.All", "Policy.Read.AuthenticationMethod", "User.ReadBasic.All", "GroupMember.Read.All",
    ];

    private readonly IPublicClientApplication application = PublicClientApplicationBuilder.Create(around.Options.ClientId)
        .WithAuthority(around.Authority, validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithRedirectUri("http://localhost")
        .WithHttpClientFactory(around, retryOnceOn5xx: false)
        .Build();

    private readonly string[] scopes = [.. (around.Options.DelegatedScopes ?? LeastScopes).Select(scope => scope.Contains("://", StringComparison.Ordinal) ? scope : $"{around.GraphAddress}/{scope}")];

    private IAccount? account;
    private bool hasCache;

    public async Task<string> GetAsync(string? claims, CancellationToken cancellationToken)
    {
        if (!hasCache)
        {
            await TokenCacheFile.AttachAsync(application, around).ConfigureAwait(false);
            hasCache = true;
        }

        account ??= (await application.GetAccountsAsync().ConfigureAwait(false)).FirstOrDefault();
        if (account is not null)
        {
            try
            {
                var call = application.AcquireTokenSilent(scopes, account);
                return (await (claims is null ? call : call.WithClaims(claims)).ExecuteAsync(cancellationToken).ConfigureAwait(false)).AccessToken;
            }
            catch (MsalUiRequiredException)
            {
                // The person is asked below.
            }
        }

        var result = await ask(application, scopes, claims, cancellationToken).ConfigureAwait(false);
        account = result.Account;
        return result.AccessToken;
    }

    public void Dispose()
    {
    }
}
