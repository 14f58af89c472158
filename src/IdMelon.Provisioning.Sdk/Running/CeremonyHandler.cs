using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Running;

/// <summary>Answers the passkey calls of one run's window.</summary>
/// <remarks>
/// Stricter than a browser: a credential is made only for the cloud's own WebAuthn origin and rp id and only for the user of the request, at most once,
/// and is in the vault before the page sees it. Once closed, nothing is made and nothing is answered any more.
/// </remarks>
internal sealed class CeremonyHandler : IPasskeyCallHandler
{
    private readonly PasskeyCallAnswerer answerer;
    private readonly Policy policy;

    public CeremonyHandler(ProvisioningPlan plan, IPasskeyAuthenticator authenticator, IPasskeyVault vault, TimeProvider time, Func<VaultedPasskey, Task> onKept)
    {
        policy = new Policy(plan, vault, time, onKept);
        answerer = plan.Request.Authenticator switch
        {
            AuthenticatorKind.Browser => new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, policy, null, time),
            AuthenticatorKind.Attended => new PasskeyCallAnswerer(BrowserCeremony.Person, policy, null, time),
            _ => new PasskeyCallAnswerer(authenticator, policy, null, time),
        };
    }

    /// <summary>Gets the credential once it is where it belongs.</summary>
    public VaultedPasskey? Made => policy.Made;

    /// <summary>Gets or sets the passkey that an earlier attempt at the request made: if the service names it among those that the user has, no other is made.</summary>
    public VaultedPasskey? GivenUp
    {
        get => policy.GivenUp;
        set => policy.GivenUp = value;
    }

    /// <summary>Gets whether the vault holds the key; an authenticator may keep it itself.</summary>
    public bool IsVaulted => policy.IsVaulted;

    /// <summary>Gets whether a call is being answered right now.</summary>
    public bool IsUnderWay => answerer.IsUnderWay;

    /// <summary>Ends with the error of the first call for a new credential that was refused.</summary>
    public Task<ProvisioningError> Refused => policy.Refused;

    /// <summary>Ends the call under way and answers no further one. May be called again.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => answerer.CloseAsync(cancellationToken);

    public Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken) => answerer.HandleAsync(call, cancellationToken);

    /// <summary>Lets the one credential of the run be made, and keeps it.</summary>
    private sealed class Policy(ProvisioningPlan plan, IPasskeyVault vault, TimeProvider time, Func<VaultedPasskey, Task> onKept) : IPasskeyCallPolicy
    {
        private readonly TaskCompletionSource<ProvisioningError> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile VaultedPasskey? made;

        public VaultedPasskey? Made => made;

        public VaultedPasskey? GivenUp { get; set; }

        public bool IsVaulted { get; private set; }

        public Task<ProvisioningError> Refused => refused.Task;

        // A page may ask for a passkey to sign in with. The run has none: the page goes on to the next way. A person may have one.
        public Task<ProvisioningError?> DecideAsync(PasskeyCallRequest request, CancellationToken cancellationToken) => Task.FromResult(request switch
        {
            PasskeyCallRequest.Create create => Objection(create),
            PasskeyCallRequest.Get get when LeavesToBrowser(get) => null,
            _ => ProvisioningError.Of(ErrorCodes.CeremonyNoCredential),
        });

        public bool LeavesToBrowser(PasskeyCallRequest.Get request) => plan.Mode == ProvisioningMode.Manual;

        public async Task KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken)
        {
            var kept = new VaultedPasskey(
                Base64UrlText.Encode(passkey.Registration.CredentialId),
                plan.Cloud.WebAuthnHost,
                request.Options.UserName,
                Base64UrlText.Encode(request.Options.UserId),
                passkey.Aaguid,
                plan.Request.Id,
                time.GetUtcNow(),
                VaultedPasskeyState.Pending) { Protection = passkey.Protection };
            if (passkey.PrivateKey is not null)
            {
                await vault.KeepPendingAsync(kept, passkey.PrivateKey, cancellationToken).ConfigureAwait(false);
                IsVaulted = true;
            }

            made = kept;
            await onKept(kept).ConfigureAwait(false);
        }

        public void OnRefused(PasskeyCallRequest? request, ProvisioningError error)
        {
            if (request is PasskeyCallRequest.Create)
            {
                refused.TrySetResult(error);
            }
        }

        private ProvisioningError? Objection(PasskeyCallRequest.Create request)
        {
            var host = plan.Cloud.WebAuthnHost;
            var origin = $"https://{host}";
            if (request.Caller.Origin != origin || request.Caller.TopOrigin != origin || request.RelyingPartyId != host)
            {
                return ProvisioningError.Of(ErrorCodes.CeremonyForeign, "The page that asked, or the relying party that it named, is not the cloud's own.");
            }

            if (!UserPrincipalName.TryParse(request.Options.UserName, out var user) || user != plan.Request.User)
            {
                return ProvisioningError.Of(ErrorCodes.UserOther, "The ceremony is for another user.");
            }

            if (GivenUp is { } earlier && (request.Options.UnreadableExcluded > 0 || request.Options.Excluded.Any(held => Base64UrlText.Encode(held.Id) == earlier.CredentialId)))
            {
                return ProvisioningError.Of(ErrorCodes.CeremonyExcluded, "It is the one that an earlier attempt at the request has made.");
            }

            return made is null ? null : ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The page asked for a second passkey in the same run.");
        }
    }
}
