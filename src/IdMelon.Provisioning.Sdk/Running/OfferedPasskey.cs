using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>Makes the one passkey of a direct run from the directory's offer, and keeps it before the directory sees it.</summary>
internal sealed class OfferedPasskey(ProvisioningPlan plan, ProvisioningParts parts, RunJournal journal, ILogger logger)
{
    private PasskeyRegistration? registration;

    /// <summary>Gets or sets what the directory offers.</summary>
    public PasskeyRegistrationOffer? Offer { get; set; }

    public VaultedPasskey? Made { get; private set; }

    public bool IsVaulted { get; private set; }

    /// <summary>Gets what the directory gets.</summary>
    public PasskeyRegistration Registration => registration ?? throw new InvalidOperationException("No passkey was made yet.");

    public async Task<Happening> MakeAsync(CancellationToken cancellationToken)
    {
        var options = Offer?.Options ?? throw new InvalidOperationException("Nothing was offered yet.");
        if (Objection(options) is { } objection)
        {
            return Refused(objection);
        }

        if (options.UnreadableExcluded > 0)
        {
            logger.ExcludedIdsUnreadable(plan.Request.Id, options.UnreadableExcluded);
        }

        // The rp id is the directory's to name. Its own page of that name would be the caller.
        var origin = $"https://{options.RelyingPartyId}";
        var attempt = await parts.Authenticator.CreateAsync(options, new CallerOrigin(origin, origin), cancellationToken).ConfigureAwait(false);
        if (!attempt.TryGet(out var made, out var error))
        {
            return Refused(error);
        }

        using (made)
        {
            if (Unfit(made.Registration, made.Aaguid, options) is { } unfit)
            {
                return Refused(unfit);
            }

            var kept = new VaultedPasskey(
                Base64UrlText.Encode(made.Registration.CredentialId),
                options.RelyingPartyId!,
                options.UserName,
                Base64UrlText.Encode(options.UserId),
                made.Aaguid,
                plan.Request.Id,
                parts.Time.GetUtcNow(),
                VaultedPasskeyState.Pending) { Protection = made.Protection };
            if (made.PrivateKey is not null)
            {
                await parts.Vault.KeepPendingAsync(kept, made.PrivateKey, cancellationToken).ConfigureAwait(false);
                IsVaulted = true;
            }

            Made = kept;
            registration = made.Registration;
        }

        await journal.AppendMadeAsync(Made).ConfigureAwait(false);
        return new Happening(ProvisioningTrigger.PasskeyMade);
    }

    private ProvisioningError? Objection(PasskeyCreationOptions options)
    {
        if (!plan.Cloud.SignInHosts.Append(plan.Cloud.WebAuthnHost).Contains(options.RelyingPartyId, StringComparer.OrdinalIgnoreCase))
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyForeign, "The relying party that the directory named is not the cloud's own.");
        }

        return UserPrincipalName.TryParse(options.UserName, out var user) && user == plan.Request.User
            ? null
            : ProvisioningError.Of(ErrorCodes.UserOther, "The directory's offer is for another user.");
    }

    /// <summary>Tells what the directory would refuse without saying why.</summary>
    private static ProvisioningError? Unfit(PasskeyRegistration registration, Guid aaguid, PasskeyCreationOptions options)
    {
        if (options.Excluded.Any(excluded => excluded.Id.Span.SequenceEqual(registration.CredentialId.Span)))
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyExcluded);
        }

        return AuthenticatorData.Read(registration.AuthenticatorData) is { Succeeded: true, Value.Credential: { } credential } && credential.Aaguid == aaguid
            ? null
            : ProvisioningError.Of(ErrorCodes.CeremonyFailed, "Its data name another authenticator model (AAGUID) than the authenticator says it is.");
    }

    private static Happening Refused(ProvisioningError error) => new(ProvisioningTrigger.CeremonyRefused, error);
}
