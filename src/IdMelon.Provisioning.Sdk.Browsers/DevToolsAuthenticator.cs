using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>Chromium's virtual authenticator in one page, by the DevTools protocol's domain WebAuthn (https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/).</summary>
/// <param name="attach">Begins a DevTools session with the page.</param>
public sealed class DevToolsAuthenticator(Func<CancellationToken, Task<IDevToolsSession>> attach) : IBrowserAuthenticator
{
    private IDevToolsSession? session;
    private string? id;

    /// <inheritdoc/>
    public async Task PrepareAsync(string? attachment, CancellationToken cancellationToken)
    {
        await RemoveAsync(cancellationToken).ConfigureAwait(false);
        session = await attach(cancellationToken).ConfigureAwait(false);
        await session.SendAsync("WebAuthn.enable", [], cancellationToken).ConfigureAwait(false);
        var reply = await session.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new JsonObject
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
        id = reply.GetProperty("authenticatorId").GetString();
    }

    /// <inheritdoc/>
    public async Task<byte[]?> RevealPrivateKeyAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken)
    {
        if (session is null || id is null)
        {
            return null;
        }

        var reply = await session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id }, cancellationToken).ConfigureAwait(false);
        foreach (var credential in reply.GetProperty("credentials").EnumerateArray())
        {
            if (credential.GetProperty("credentialId").GetBytesFromBase64().AsSpan().SequenceEqual(credentialId.Span))
            {
                return credential.GetProperty("privateKey").GetBytesFromBase64();
            }
        }

        return null;
    }

    /// <inheritdoc/>
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
                await last.SendAsync("WebAuthn.removeVirtualAuthenticator", new() { ["authenticatorId"] = id }, cancellationToken).ConfigureAwait(false);
            }

            await last.SendAsync("WebAuthn.disable", [], cancellationToken).ConfigureAwait(false);
        }
        catch (ProvisioningException)
        {
            // It went with its page.
            return;
        }
        finally
        {
            (session, id) = (null, null);
            await last.DisposeAsync().ConfigureAwait(false);
        }
    }
}
