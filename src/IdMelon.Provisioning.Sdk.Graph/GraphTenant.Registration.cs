using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Requests;
using Microsoft.Graph.Models.ODataErrors;

namespace IdMelon.Provisioning.Graph;

/// <content>Passkeys: offers, registration, removal.</content>
public sealed partial class GraphTenant
{
    /// <inheritdoc/>
    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken)
    {
        Require(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(passkeyId);
        return CallAsync(TenantCall.RemovePasskey, user, async () =>
        {
            try
            {
                await client.Users[user.ToString()].Authentication.Fido2Methods[passkeyId]
                    .DeleteAsync(request => request.Options.Add(retry.ForRepeatable()), cancellationToken).ConfigureAwait(false);
                return (Attempt<bool>)true;
            }
            catch (ODataError answer) when (ErrorReader.IsGone(answer))
            {
                return (Attempt<bool>)false;
            }
        }, cancellationToken);
    }
}
