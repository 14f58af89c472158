using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Running;

/// <summary>Lets any page have a passkey that the operator lets it have, and keeps it.</summary>
internal sealed class CapturePolicy(ProvisioningPlan plan, ProvisioningParts parts, CapturedPasskeys passkeys, WindowAuthenticator authenticator, Action<ProvisioningError> onRefused) : IPasskeyCallPolicy
{
    private volatile PasskeyCallRequest? asked;

    public async Task<ProvisioningError?> DecideAsync(PasskeyCallRequest request, CancellationToken cancellationToken)
    {
        if (request is not PasskeyCallRequest.Create create)
        {
            // The authenticator has the window's own passkeys, and says so if there is none.
            return null;
        }

        asked = create;
        var question = new CreationQuestion(plan.Request.Id, plan.Request.User, create.RelyingPartyId, create.Caller.Origin, create.Caller.TopOrigin)
        {
            RelyingPartyName = create.Options.RelyingPartyName,
            AccountName = create.Options.UserName,
        };
        if (!await parts.Operator!.ConfirmCreationAsync(question, cancellationToken).ConfigureAwait(false))
        {
            return ProvisioningError.Of(ErrorCodes.CaptureDeclined, $"It was about {create.RelyingPartyId}.");
        }

        // A vault that nobody can read here still knows what it holds. Whether it does is told only now, after somebody has agreed.
        return await HoldsExcludedAsync(create, cancellationToken).ConfigureAwait(false) ? ProvisioningError.Of(ErrorCodes.CeremonyExcluded) : null;
    }

    public async Task KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken)
    {
        var kept = await passkeys.KeepAsync(request.Options, passkey, cancellationToken).ConfigureAwait(false);
        await authenticator.RememberAsync(kept, passkey, cancellationToken).ConfigureAwait(false);
    }

    public void OnRefused(PasskeyCallRequest? request, ProvisioningError error)
    {
        // Of calls that nobody was asked about a page can make any number.
        if (request is not null && ReferenceEquals(request, asked))
        {
            onRefused(error);
        }
    }

    private async Task<bool> HoldsExcludedAsync(PasskeyCallRequest.Create request, CancellationToken cancellationToken)
    {
        if (request.Options.Excluded.Count == 0)
        {
            return false;
        }

        var kept = await parts.Vault.ListOfUserAsync(request.Options.UserName, cancellationToken).ConfigureAwait(false);
        return kept.Any(passkey => passkey.RelyingPartyId == request.RelyingPartyId && request.Options.Excluded.Any(excluded => Base64UrlText.Encode(excluded.Id) == passkey.CredentialId));
    }
}
