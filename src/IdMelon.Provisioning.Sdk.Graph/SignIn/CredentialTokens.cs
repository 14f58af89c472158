using System.Runtime.ExceptionServices;
using Azure.Core;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Gets tokens from a credential that the caller made, such as a managed identity; it keeps them itself.</summary>
internal sealed class CredentialTokens(TokenCredential credential, SignInSurroundings around) : ITokenSource
{
    private readonly string[] scopes = [$"{around.GraphAddress}/.default"];

    public async Task<string> GetAsync(string? claims, CancellationToken cancellationToken)
    {
        try
        {
            return (await credential.GetTokenAsync(new TokenRequestContext(scopes, claims: claims, tenantId: around.Options.TenantId), cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What lies behind the credential's own exception can be read like any other sign-in; its text is not ours to show.
            for (var cause = exception; cause is not null; cause = cause.InnerException)
            {
                if (cause is MsalException or HttpRequestException)
                {
                    ExceptionDispatchInfo.Throw(cause);
                }
            }

            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.TenantSignInFailed, $"The credential gave no token ({exception.GetType().Name})."));
        }
    }

    public void Dispose()
    {
    }
}
