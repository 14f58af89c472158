using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.CrashProgram;

internal sealed class MortalAuthenticator(IPasskeyAuthenticator inner, KillPoint kill) : IPasskeyAuthenticator
{
    public async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        var made = await inner.CreateAsync(options, caller, cancellationToken);
        kill.At("key-made");
        return made;
    }

    public Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
        inner.GetAsync(options, caller, cancellationToken);
}

internal sealed class MortalVault(IPasskeyVault inner, KillPoint kill) : IPasskeyVault
{
    public bool IsDurable => inner.IsDurable;

    public async Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        await inner.KeepPendingAsync(passkey, privateKey, cancellationToken);
        kill.At("key-kept");
    }

    public async Task ActivateAsync(string credentialId, CancellationToken cancellationToken)
    {
        kill.At("before-activation");
        await inner.ActivateAsync(credentialId, cancellationToken);
        kill.At("after-activation");
    }

    public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => inner.RemoveAsync(credentialId, cancellationToken);

    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task<IReadOnlyList<VaultedPasskey>> ListOfUserAsync(string userName, CancellationToken cancellationToken) => inner.ListOfUserAsync(userName, cancellationToken);
}

internal sealed class MortalDirectory(IPasskeyDirectory inner, KillPoint kill) : IPasskeyDirectory
{
    public async Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken)
    {
        var listed = await inner.ListPasskeysAsync(user, cancellationToken);
        if (listed is { Succeeded: true, Value.Count: > 0 })
        {
            kill.At("directory-holds-it");
        }

        return listed;
    }

    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken) =>
        inner.RemovePasskeyAsync(user, passkeyId, cancellationToken);
}

internal sealed class MortalBrowsers(IBrowserSessionFactory inner, KillPoint kill) : IBrowserSessionFactory
{
    public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        var calls = new Calls(options.PasskeyCalls!);
        return new Session(await inner.OpenAsync(options with { PasskeyCalls = calls }, cancellationToken), calls, kill);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Calls(IPasskeyCallHandler inner) : IPasskeyCallHandler
    {
        public bool Answered { get; private set; }

        public async Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
        {
            var answer = await inner.HandleAsync(call, cancellationToken);
            Answered |= answer.Contains("\"credential\"", StringComparison.Ordinal);
            return answer;
        }
    }

    private sealed class Session(IBrowserSession inner, Calls calls, KillPoint kill) : IBrowserSession
    {
        public int RoundTrips => inner.RoundTrips;

        public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
        {
            var observation = await inner.StepAsync(actions, until, cancellationToken);
            if (calls.Answered)
            {
                // The page is another one than that which asked: it has got the credential.
                kill.At("page-has-it");
            }

            return observation;
        }

        public async ValueTask DisposeAsync()
        {
            kill.At("in-clean-up");
            await inner.DisposeAsync();
        }
    }
}

/// <summary>A clock that is ahead.</summary>
internal sealed class ClockAhead(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
