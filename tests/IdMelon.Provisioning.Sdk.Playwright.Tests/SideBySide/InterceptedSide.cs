using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>The interception, with the software authenticator behind it.</summary>
internal sealed class InterceptedSide : ICeremonySide, IPasskeyCallHandler, IPasskeyAuthenticator, IPasskeyCallPolicy, IPasskeyStore
{
    private FakeTimeProvider time = new();
    private readonly HttpClient http;
    private readonly SoftwareAuthenticator authenticator;
    private PasskeyCallAnswerer answerer;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentStack<(string RelyingPartyId, StoredPasskey Passkey)> kept = [];
    private TaskCompletionSource touched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource pending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CeremonyRow? row;

    public InterceptedSide(int port)
    {
        // The pages' server, whatever the name; its certificate is made for the test alone.
        http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=Pages of the comparison" },
        });
        authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory(), new SoftwareAuthenticatorOptions { Attachment = "platform", Transports = ["internal"] }, this);
        answerer = new PasskeyCallAnswerer(this, this, new HttpRelatedOrigins(http), time);
    }

    public Task AttachAsync(IBrowserContext context) => PasskeyBinding.AttachAsync(context, this, new(), closing.Token);

    public Task BeginAsync(CeremonyRow row)
    {
        this.row = row;
        kept.Clear();
        touched = new(TaskCreationOptions.RunContinuationsAsynchronously);
        pending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        time = new FakeTimeProvider();
        answerer = new PasskeyCallAnswerer(this, this, new HttpRelatedOrigins(http), time);
        return Task.CompletedTask;
    }

    public Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken) => answerer.HandleAsync(call, cancellationToken);

    public async Task DoAsync(string what)
    {
        switch (what)
        {
            case "pending":
                await pending.Task;
                break;

            case "touch":
                touched.TrySetResult();
                break;

            case "time":
                time.Advance(TimeSpan.FromSeconds(10));
                break;
        }
    }

    public async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        await TouchAsync(cancellationToken);
        return await authenticator.CreateAsync(options, caller, cancellationToken);
    }

    public async Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        await TouchAsync(cancellationToken);
        return await authenticator.GetAsync(options, caller, cancellationToken);
    }

    public Task<ProvisioningError?> DecideAsync(PasskeyCallRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(row!.Refuses ? ProvisioningError.Of(ErrorCodes.Cancelled) : null);

    public Task KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken)
    {
        kept.Push((request.RelyingPartyId, new StoredPasskey(passkey.Registration.CredentialId, request.Options.UserId, (CoseAlgorithm)passkey.Registration.Algorithm, new PrivateKeyBytes(passkey.PrivateKey!.Reveal().ToArray()))));
        return Task.CompletedTask;
    }

    public void OnRefused(PasskeyCallRequest? request, ProvisioningError error)
    {
    }

    public ValueTask<bool> HoldsAsync(string relyingPartyId, ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken) =>
        new(kept.Any(one => one.RelyingPartyId == relyingPartyId && one.Passkey.CredentialId.Span.SequenceEqual(credentialId.Span)));

    public ValueTask<IReadOnlyList<StoredPasskey>> FindAsync(string relyingPartyId, CancellationToken cancellationToken) =>
        new([.. kept.Where(one => one.RelyingPartyId == relyingPartyId).Select(one => one.Passkey with { PrivateKey = new PrivateKeyBytes(one.Passkey.PrivateKey.Reveal().ToArray()) })]);

    public ValueTask<uint> CountUseAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken) => new(0);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        closing.Dispose();
        http.Dispose();
    }

    private async Task TouchAsync(CancellationToken cancellationToken)
    {
        pending.TrySetResult();
        if (row!.Waits)
        {
            await touched.Task.WaitAsync(cancellationToken);
        }
    }
}
