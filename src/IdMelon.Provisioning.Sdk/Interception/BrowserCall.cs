using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Interception;

/// <summary>A call for a new credential that the browser itself answers: what is done before, and after, the page may see what it made.</summary>
internal sealed class BrowserCall(string id, PasskeyCallRequest.Create request, IBrowserAuthenticator? authenticator, DateTimeOffset until)
{
    // What the page's script takes for "go on": ask the browser, or give the page what it made.
    public const string GoOn = """{"native":true}""";

    // An authenticator that cannot be taken out goes with its page.
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(5);

    /// <summary>Gets the call's own name, by which the page's script tells what was made.</summary>
    public string Id => id;

    /// <summary>Gets the call.</summary>
    public PasskeyCallRequest.Create Request => request;

    /// <summary>Gets when it is given up.</summary>
    public DateTimeOffset Until => until;

    /// <summary>Makes the browser ready.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => authenticator?.PrepareAsync(request.Options.Attachment, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Reads what the browser made, and takes its key.</summary>
    public async Task<Attempt<MadePasskey>> ReadAsync(JsonElement credential, CancellationToken cancellationToken)
    {
        if (!RegistrationJson.Read(credential).TryGet(out var registration, out var error) || !AuthenticatorData.Read(registration.AuthenticatorData).TryGet(out var data, out error))
        {
            return error;
        }

        var aaguid = data.Credential?.Aaguid ?? Guid.Empty;
        if (authenticator is null)
        {
            return new MadePasskey(registration, aaguid, null);
        }

        return await authenticator.RevealPrivateKeyAsync(registration.CredentialId, cancellationToken).ConfigureAwait(false) is { } key
            ? new MadePasskey(registration, aaguid, new PrivateKeyBytes(key))
            : ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The browser's authenticator does not hold what the page says it made.");
    }

    /// <summary>Leaves nothing behind in the page.</summary>
    public async Task EndAsync(TimeProvider time)
    {
        if (authenticator is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(RemovalLimit, time);
        try
        {
            await authenticator.RemoveAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ProvisioningException or OperationCanceledException)
        {
            // The page is gone, and the authenticator with it.
            return;
        }
    }
}
