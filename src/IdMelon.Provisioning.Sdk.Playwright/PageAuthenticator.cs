using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Chromium's virtual authenticator in one page (DevTools protocol, domain WebAuthn).</summary>
internal sealed class PageAuthenticator(IPage page, Action onRoundTrip) : IBrowserAuthenticator
{
    private ICDPSession? session;
    private string? id;

    public async Task PrepareAsync(string? attachment, CancellationToken cancellationToken)
    {
        await RemoveAsync(cancellationToken).ConfigureAwait(false);
        await GuardAsync(async () =>
        {
            onRoundTrip();
            session = await page.Context.NewCDPSessionAsync(page).WaitAsync(cancellationToken).ConfigureAwait(false);
            await SendAsync("WebAuthn.enable", [], cancellationToken).ConfigureAwait(false);
            var reply = await SendAsync(
                "WebAuthn.addVirtualAuthenticator",
                new()
                {
                    ["options"] = new Dictionary<string, object>
                    {
                        ["protocol"] = "ctap2",
                        ["ctap2Version"] = "ctap2_1",
                        ["transport"] = attachment == "cross-platform" ? "usb" : "internal",
                        ["hasResidentKey"] = true,
                        ["hasUserVerification"] = true,
                        ["isUserVerified"] = true,
                        ["hasPrf"] = true,
                        ["automaticPresenceSimulation"] = true,
                    },
                },
                cancellationToken).ConfigureAwait(false);
            id = reply?.GetProperty("authenticatorId").GetString();
            return true;
        }).ConfigureAwait(false);
    }

    public Task<byte[]?> RevealPrivateKeyAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken) =>
        id is null ? Task.FromResult<byte[]?>(null) : GuardAsync(async () =>
        {
            var reply = await SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id }, cancellationToken).ConfigureAwait(false);
            foreach (var credential in reply?.GetProperty("credentials").EnumerateArray() ?? default)
            {
                if (credential.GetProperty("credentialId").GetBytesFromBase64().AsSpan().SequenceEqual(credentialId.Span))
                {
                    return credential.GetProperty("privateKey").GetBytesFromBase64();
                }
            }

            return null;
        });

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (session is not { } last)
        {
            return;
        }

        try
        {
            if (id is not null)
            {
                await SendAsync("WebAuthn.removeVirtualAuthenticator", new() { ["authenticatorId"] = id }, cancellationToken).ConfigureAwait(false);
            }

            await SendAsync("WebAuthn.disable", [], cancellationToken).ConfigureAwait(false);
            await last.DetachAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // It went with its page.
            return;
        }
        finally
        {
            (session, id) = (null, null);
        }
    }

    private Task<System.Text.Json.JsonElement?> SendAsync(string method, Dictionary<string, object> arguments, CancellationToken cancellationToken)
    {
        onRoundTrip();
        return session!.SendAsync(method, arguments).WaitAsync(cancellationToken);
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost, "The page let no authenticator be used."));
        }
    }
}
