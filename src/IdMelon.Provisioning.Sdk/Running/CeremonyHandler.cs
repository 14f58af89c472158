using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Running;

/// <summary>Answers the passkey calls of one run's window.</summary>
/// <remarks>
/// A credential is made only for the cloud's own WebAuthn origin and rp id and only for the user of the request, at most once,
/// and is in the vault before the page sees it. Once closed, nothing is made and nothing is answered any more.
/// </remarks>
internal sealed class CeremonyHandler(
    ProvisioningPlan plan,
    IPasskeyAuthenticator authenticator,
    IPasskeyVault vault,
    TimeProvider time,
    Func<VaultedPasskey, Task> onKept) : IPasskeyCallHandler, IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource<ProvisioningError> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? current;
    private bool closed;
    private volatile VaultedPasskey? made;

    /// <summary>Gets the credential once it is where it belongs.</summary>
    public VaultedPasskey? Made => made;

    /// <summary>Gets whether the vault holds the key; an authenticator may keep it itself.</summary>
    public bool IsVaulted { get; private set; }

    /// <summary>Gets whether a credential is being made right now.</summary>
    public bool IsUnderWay
    {
        get
        {
            lock (gate)
            {
                return current is not null;
            }
        }
    }

    /// <summary>Ends with the error of the first call that was refused.</summary>
    public Task<ProvisioningError> Refused => refused.Task;

    /// <summary>Ends the call under way and answers no further one. May be called again.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Task? last;
        lock (gate)
        {
            closed = true;
            last = current?.Task;
        }

        await closing.CancelAsync().ConfigureAwait(false);
        if (last is not null)
        {
            await last.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (Read(call.MessageJson) is not { } options)
        {
            // A page may ask for a passkey to sign in with. The run has none: the page goes on to the next way.
            return DomError("NotAllowedError");
        }

        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (closed || current is not null)
            {
                // Browsers allow one request at a time as well.
                return DomError("NotAllowedError");
            }

            current = mine;
        }

        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
            return Objection(call, options) is { } objection
                ? Refuse(objection)
                : await MakeAsync(call, options with { RelyingPartyId = plan.Cloud.WebAuthnHost }, either.Token).ConfigureAwait(false);
        }
        catch (ProvisioningException exception)
        {
            return Refuse(exception.Error);
        }
        catch (OperationCanceledException)
        {
            return DomError("AbortError");
        }
        catch (Exception exception)
        {
            // A part's own message may hold key material; only its type is passed on.
            return Refuse(ProvisioningError.Of(ErrorCodes.CeremonyFailed, $"The authenticator or the vault threw {exception.GetType().Name}."));
        }
        finally
        {
            lock (gate)
            {
                current = null;
            }

            mine.SetResult();
        }
    }

    public void Dispose() => closing.Dispose();

    private async Task<string> MakeAsync(PasskeyCall call, PasskeyCreationOptions options, CancellationToken cancellationToken)
    {
        var attempt = await authenticator.CreateAsync(options, new CallerOrigin(call.Origin, call.TopOrigin), cancellationToken).ConfigureAwait(false);
        if (!attempt.TryGet(out var passkey, out var error))
        {
            return Refuse(error);
        }

        using (passkey)
        {
            // An authenticator may not listen to cancellation: what it brings after the run has closed is dropped unseen.
            cancellationToken.ThrowIfCancellationRequested();
            var kept = new VaultedPasskey(
                Base64UrlText.Encode(passkey.Registration.CredentialId),
                plan.Cloud.WebAuthnHost,
                options.UserName,
                Base64UrlText.Encode(options.UserId),
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
            cancellationToken.ThrowIfCancellationRequested();
            return new JsonObject { ["credential"] = RegistrationJson.Write(passkey.Registration) }.ToJsonString();
        }
    }

    private ProvisioningError? Objection(PasskeyCall call, PasskeyCreationOptions options)
    {
        var host = plan.Cloud.WebAuthnHost;
        var origin = $"https://{host}";
        if (call.Origin != origin || call.TopOrigin != origin)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyForeign, "The page that asked is not the cloud's own.");
        }

        if ((options.RelyingPartyId ?? host) != host)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyForeign, "The page asked for another relying party.");
        }

        if (!UserPrincipalName.TryParse(options.UserName, out var user) || user != plan.Request.User)
        {
            return ProvisioningError.Of(ErrorCodes.UserOther, "The ceremony is for another user.");
        }

        return made is null ? null : ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The page asked for a second passkey in the same run.");
    }

    private string Refuse(ProvisioningError error)
    {
        refused.TrySetResult(error);
        return DomError("NotAllowedError");
    }

    private static PasskeyCreationOptions? Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("kind", out var kind)
                && kind.ValueKind == JsonValueKind.String
                && kind.GetString() == "create"
                && root.TryGetProperty("options", out var json)
                && CreationOptionsJson.Read(json).TryGet(out var options, out _)
                ? options
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string DomError(string name) =>
        new JsonObject { ["error"] = new JsonObject { ["name"] = name, ["message"] = "The operation was not allowed." } }.ToJsonString();
}
