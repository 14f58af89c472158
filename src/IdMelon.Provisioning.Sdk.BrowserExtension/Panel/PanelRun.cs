using System.Collections.Concurrent;
using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>Answers the questions of one run from the panel's parts. What the extension says is believed only as far as it fits the request. Thread-safe.</summary>
internal sealed class PanelRun(PanelMessage.Provision request, PanelParts parts, ILogger logger)
{
    private static readonly TimeSpan AbandonBudget = TimeSpan.FromSeconds(30);

    // At home no other caller gets a passkey than the cloud's own page.
    private readonly string home = request.Cloud.WebAuthnHost;
    private readonly ConcurrentDictionary<string, (MadePasskey Made, PasskeyCreationOptions Options)> made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string RelyingPartyId, string AccountName), bool> confirmed = new();
    private readonly ConcurrentDictionary<string, bool> passes = new(StringComparer.Ordinal);
    private readonly PanelDesk desk = new(request, parts.Operator, logger);
    private volatile bool isAbandoned;

    public TaskCompletionSource<Attempt<ProvisioningRecord>> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<AnswerBody> AnswerAsync(AskBody question, CancellationToken cancellationToken) => question switch
    {
        AskBody.ListAccessPasses ask when IsOurs(ask.User) => From(await parts.AccessPasses.ListAccessPassesAsync(ask.User, cancellationToken).ConfigureAwait(false), static items => new AnswerBody.AccessPasses(items)),
        AskBody.IssueAccessPass ask when !IsCapture && IsOurs(ask.User) && IsWanted(ask.Wish) => await IssueAsync(ask, cancellationToken).ConfigureAwait(false),
        AskBody.RevokeAccessPass ask when IsOurs(ask.User) => From(await RevokeAsync(ask.AccessPassId, cancellationToken).ConfigureAwait(false), static found => new AnswerBody.Done(found)),
        AskBody.ListPasskeys ask when IsOurs(ask.User) => From(await parts.Passkeys.ListPasskeysAsync(ask.User, cancellationToken).ConfigureAwait(false), static items => new AnswerBody.Passkeys(items)),
        AskBody.RemovePasskey ask when IsOurs(ask.User) => From(await parts.Passkeys.RemovePasskeyAsync(ask.User, ask.PasskeyId, cancellationToken).ConfigureAwait(false), static found => new AnswerBody.Done(found)),
        AskBody.ReadTenant => new AnswerBody.Tenant(parts.Facts is null ? null : await parts.Facts.ReadTenantAsync(cancellationToken).ConfigureAwait(false)),
        AskBody.ReadUser ask when IsOurs(ask.User) => await ReadUserAsync(ask, cancellationToken).ConfigureAwait(false),
        AskBody.CreatePasskey ask when !parts.MakesKeysInBrowser => await CreateAsync(ask, cancellationToken).ConfigureAwait(false),
        AskBody.UsePasskey ask => await UseAsync(ask, cancellationToken).ConfigureAwait(false),
        AskBody.KeepPending ask => await KeepAsync(ask.Passkey, cancellationToken).ConfigureAwait(false),
        AskBody.KeepSealed ask => await KeepSealedAsync(ask.Entry, cancellationToken).ConfigureAwait(false),
        AskBody.ActivateKey ask => await ActivateAsync(ask.CredentialId, cancellationToken).ConfigureAwait(false),
        AskBody.RemoveKey ask => await RemoveAsync(ask.CredentialId, cancellationToken).ConfigureAwait(false),
        AskBody.ListKeys ask when IsCapture || (UserPrincipalName.TryParse(ask.UserName, out var user) && IsOurs(user)) => await ListKeysAsync(ask.UserName, cancellationToken).ConfigureAwait(false),
        AskBody.FetchRelatedOrigins ask when IsCapture => new AnswerBody.RelatedOrigins(parts.RelatedOrigins is null ? null : await parts.RelatedOrigins.FetchAsync(ask.RelyingPartyId, cancellationToken).ConfigureAwait(false)),
        AskBody.ShowAccessPass => await desk.ShowAsync(cancellationToken).ConfigureAwait(false) is { } error ? new AnswerBody.Failed(error) : new AnswerBody.Done(true),
        AskBody.ConfirmCapture ask when IsCapture => await ConfirmAsync(ask, cancellationToken).ConfigureAwait(false),
        AskBody.WithdrawAccessPass => await WithdrawAsync(cancellationToken).ConfigureAwait(false),
        _ => Foreign(),
    };

    /// <summary>Tells the operator what to do next.</summary>
    public void Hear(ExtensionMessage.Hint hint) => desk.Hear(hint);

    /// <summary>Waits until the operator wants the window to end.</summary>
    public Task ListenAsync(Func<Task> end) => desk.ListenAsync(end);

    /// <summary>Takes what the run came to, overwrites the keys that nobody asked to keep, and listens no longer.</summary>
    public void End(Attempt<ProvisioningRecord> result)
    {
        foreach (var credentialId in made.Keys)
        {
            if (made.TryRemove(credentialId, out var held))
            {
                held.Made.Dispose();
            }
        }

        desk.Close();
        Result.TrySetResult(result);
    }

    /// <summary>Takes back what the run has shown, and revokes what it has issued and not revoked, or is still about to issue: for a run whose extension is gone. What cannot be revoked is logged.</summary>
    public async Task AbandonAsync()
    {
        using var budget = new CancellationTokenSource(AbandonBudget, TimeProvider.System);
        isAbandoned = true;
        try
        {
            await desk.WithdrawAsync(budget.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What is shown goes with the page; the passes are to be revoked all the same.
            logger.PartThrew(nameof(IOperator.WithdrawAccessPassAsync), exception.GetType().FullName);
        }

        foreach (var pass in passes.Keys)
        {
            await RevokeLateAsync(pass, budget.Token).ConfigureAwait(false);
        }
    }

    private static AnswerBody From<T>(Attempt<T> attempt, Func<T, AnswerBody> answer) =>
        (attempt.TryGet(out var value, out var error) ? answer(value) : new AnswerBody.Failed(error)) with { ServiceRequestId = attempt.RequestId };

    private static AnswerBody.Failed Foreign() => new(ProvisioningError.Of(ErrorCodes.ExtensionMessageBroken, "The extension asked for something that does not belong to the request."));

    private bool IsCapture => request.Mode == PanelMode.Capture;

    private bool IsOurs(UserPrincipalName user) => user == request.User;

    // The run chooses the shortest time that the policy allows if the request names none.
    private bool IsWanted(AccessPassWish wish) => wish == request.AccessPass || (request.AccessPass.Lifetime is null && wish with { Lifetime = null } == request.AccessPass);

    // A passkey of another relying party is assigned to the user; one of the user's own directory names the user itself.
    private bool IsAssigned(VaultedPasskey passkey) => IsCapture
        ? UserPrincipalName.TryParse(passkey.AssignedTo, out var user) && IsOurs(user)
        : passkey.AssignedTo is null;

    private async Task<AnswerBody> IssueAsync(AskBody.IssueAccessPass ask, CancellationToken cancellationToken)
    {
        var attempt = await parts.AccessPasses.IssueAsync(ask.User, ask.Wish, cancellationToken).ConfigureAwait(false);
        if (!attempt.TryGet(out var pass, out _))
        {
            return From(attempt, static _ => Foreign());
        }

        passes[pass.Id] = true;
        if (isAbandoned)
        {
            // The page went while the pass was being issued.
            await RevokeLateAsync(pass.Id, cancellationToken).ConfigureAwait(false);
            return new AnswerBody.Failed(ProvisioningError.Of(ErrorCodes.ExtensionPanelGone));
        }

        return From(attempt, issued => new AnswerBody.AccessPassIssued(new PanelAccessPass(desk.Take(issued))));
    }

    private async Task RevokeLateAsync(string accessPassId, CancellationToken cancellationToken)
    {
        try
        {
            if ((await RevokeAsync(accessPassId, cancellationToken).ConfigureAwait(false)).Succeeded)
            {
                return;
            }
        }
        catch (Exception exception)
        {
            logger.PartThrew(nameof(AskBody.RevokeAccessPass), exception.GetType().FullName);
        }

        logger.AccessPassLeft(request.RequestId);
    }

    private async Task<Attempt<bool>> RevokeAsync(string accessPassId, CancellationToken cancellationToken)
    {
        var revoked = await parts.AccessPasses.RevokeAsync(request.User, accessPassId, cancellationToken).ConfigureAwait(false);
        if (revoked.Succeeded)
        {
            passes.TryRemove(accessPassId, out _);
        }

        return revoked;
    }

    private async Task<AnswerBody> ReadUserAsync(AskBody.ReadUser ask, CancellationToken cancellationToken)
    {
        if (parts.Facts is not null)
        {
            await foreach (var facts in parts.Facts.ReadUsersAsync([ask.User], ask.Tenant, ask.Depth, cancellationToken).ConfigureAwait(false))
            {
                return new AnswerBody.User(facts);
            }
        }

        return new AnswerBody.User(null);
    }

    private async Task<AnswerBody> CreateAsync(AskBody.CreatePasskey ask, CancellationToken cancellationToken)
    {
        if (!CreationOptionsJson.Read(Encoding.UTF8.GetBytes(ask.Options.Json)).TryGet(out var options, out var error))
        {
            return new AnswerBody.Failed(error);
        }

        if (await ObjectionAsync(options, ask.Caller, cancellationToken).ConfigureAwait(false) is { } objection)
        {
            return new AnswerBody.Failed(objection);
        }

        return From(await parts.Authenticator.CreateAsync(options, Caller(ask.Caller), cancellationToken).ConfigureAwait(false), passkey =>
        {
            var registration = new PasskeyText(RegistrationJson.Write(passkey.Registration).ToJsonString());
            var hasKey = passkey.PrivateKey is not null;
            if (hasKey)
            {
                made[CredentialIdOf(passkey)] = (passkey, options);
            }

            return new AnswerBody.PasskeyCreated(registration, passkey.Aaguid, hasKey, passkey.Protection);
        });
    }

    // A window signs in with the passkeys that were made in it, and no others.
    private async Task<AnswerBody> UseAsync(AskBody.UsePasskey ask, CancellationToken cancellationToken) =>
        !IsCapture ? new AnswerBody.Failed(ProvisioningError.Of(ErrorCodes.CeremonyNoCredential))
        : !RequestOptionsJson.Read(Encoding.UTF8.GetBytes(ask.Options.Json)).TryGet(out var options, out var error) ? new AnswerBody.Failed(error)
        : options.Allowed.Count == 0 || !options.Allowed.All(descriptor => kept.ContainsKey(System.Buffers.Text.Base64Url.EncodeToString(descriptor.Id.Span))) ? Foreign()
        : From(await parts.Authenticator.GetAsync(options, Caller(ask.Caller), cancellationToken).ConfigureAwait(false), static assertion => new AnswerBody.PasskeyUsed(new PasskeyText(AssertionJson.Write(assertion).ToJsonString())));

    /// <summary>Checks once more, on this side, what the extension has checked: a passkey for the wrong person must not come out of either.</summary>
    private async Task<ProvisioningError?> ObjectionAsync(PasskeyCreationOptions options, PanelCaller caller, CancellationToken cancellationToken)
    {
        if (IsCapture)
        {
            var question = new CaptureQuestion(request.RequestId, request.User, options.RelyingPartyId ?? "", options.RelyingPartyName, options.UserName, caller.Origin);
            return await IsConfirmedAsync(question, cancellationToken).ConfigureAwait(false) ? null : ProvisioningError.Of(ErrorCodes.CaptureDeclined, "The panel has not confirmed it.");
        }

        var origin = $"https://{home}";
        if (caller.Origin != origin || caller.TopOrigin != origin || options.RelyingPartyId != home)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyForeign, "The page that asked, or the relying party that it named, is not the cloud's own.");
        }

        return UserPrincipalName.TryParse(options.UserName, out var user) && IsOurs(user) ? null : ProvisioningError.Of(ErrorCodes.UserOther, "The ceremony is for another user.");
    }

    private async Task<AnswerBody> KeepAsync(VaultedPasskey passkey, CancellationToken cancellationToken)
    {
        if (!made.TryRemove(passkey.CredentialId, out var held))
        {
            return Foreign();
        }

        using (held.Made)
        {
            var isOurs = passkey.RequestId == request.RequestId && passkey.State == VaultedPasskeyState.Pending && passkey.UserName == held.Options.UserName && passkey.RelyingPartyId == held.Options.RelyingPartyId && passkey.Aaguid == held.Made.Aaguid && IsAssigned(passkey);
            if (!isOurs)
            {
                return Foreign();
            }

            await parts.Vault.KeepPendingAsync(passkey, held.Made.PrivateKey!, cancellationToken).ConfigureAwait(false);
        }

        kept[passkey.CredentialId] = true;
        return new AnswerBody.Done(true);
    }

    private async Task<AnswerBody> ConfirmAsync(AskBody.ConfirmCapture ask, CancellationToken cancellationToken)
    {
        var question = new CaptureQuestion(request.RequestId, request.User, ask.RelyingPartyId, ask.RelyingPartyName, ask.AccountName, ask.Origin);
        var isConfirmed = await IsConfirmedAsync(question, cancellationToken).ConfigureAwait(false);
        if (isConfirmed)
        {
            confirmed[(ask.RelyingPartyId, ask.AccountName)] = true;
        }

        return new AnswerBody.Done(isConfirmed);
    }

    private async Task<bool> IsConfirmedAsync(CaptureQuestion question, CancellationToken cancellationToken) =>
        parts.ConfirmCapture is not { } confirm || await confirm(question, cancellationToken).ConfigureAwait(false);

    private async Task<AnswerBody> KeepSealedAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (!parts.MakesKeysInBrowser || parts.Vault is not ISealedPasskeyVault vault || SealedPasskey.TryParse(json) is not { Passkey: var passkey } entry)
        {
            return Foreign();
        }

        if (passkey.RequestId != request.RequestId || passkey.Aaguid != parts.BrowserKeysAaguid || !IsAssigned(passkey) || !IsWanted(passkey))
        {
            return Foreign();
        }

        await vault.KeepSealedAsync(entry, cancellationToken).ConfigureAwait(false);
        kept[passkey.CredentialId] = true;
        return new AnswerBody.Done(true);
    }

    // At home only the user's own; elsewhere what was agreed to, each time once.
    private bool IsWanted(VaultedPasskey passkey)
    {
        if (!IsCapture)
        {
            return passkey.RelyingPartyId == home && UserPrincipalName.TryParse(passkey.UserName, out var user) && IsOurs(user);
        }

        // The account in the form in which it was shown and agreed to.
        var shown = new CreationQuestion(request.RequestId, request.User, passkey.RelyingPartyId, "", "") { AccountName = passkey.UserName };
        return confirmed.TryRemove((passkey.RelyingPartyId, shown.AccountName), out _);
    }

    private async Task<AnswerBody> ActivateAsync(string credentialId, CancellationToken cancellationToken)
    {
        if (!kept.ContainsKey(credentialId))
        {
            return Foreign();
        }

        await parts.Vault.ActivateAsync(credentialId, cancellationToken).ConfigureAwait(false);
        return new AnswerBody.Done(true);
    }

    private async Task<AnswerBody> RemoveAsync(string credentialId, CancellationToken cancellationToken) =>
        kept.ContainsKey(credentialId) ? new AnswerBody.Done(await parts.Vault.RemoveAsync(credentialId, cancellationToken).ConfigureAwait(false)) : Foreign();

    private async Task<AnswerBody> ListKeysAsync(string userName, CancellationToken cancellationToken)
    {
        var keys = (await parts.Vault.ListOfUserAsync(userName, cancellationToken).ConfigureAwait(false)).Where(IsAssigned).ToList();

        // What an earlier run of the user left may be settled by this one. Passkeys of other relying parties are none of it.
        foreach (var key in IsCapture ? [] : keys)
        {
            kept[key.CredentialId] = true;
        }

        return new AnswerBody.Keys(keys);
    }

    private async Task<AnswerBody> WithdrawAsync(CancellationToken cancellationToken)
    {
        await desk.WithdrawAsync(cancellationToken).ConfigureAwait(false);
        return new AnswerBody.Done(true);
    }

    private static CallerOrigin Caller(PanelCaller caller) => new(caller.Origin, caller.TopOrigin) { IsCrossOrigin = caller.IsCrossOrigin };

    private static string CredentialIdOf(MadePasskey passkey) => System.Buffers.Text.Base64Url.EncodeToString(passkey.Registration.CredentialId.Span);
}
