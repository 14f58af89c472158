using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Running;

/// <summary>The program's authenticator, as one capture window sees it: it signs in with that window's own passkeys and no others.</summary>
/// <remarks>
/// The software authenticator remembers the window's keys as long as the window is open, whatever vault they go to. Another one, such as a vendor's backend, is asked for the window's passkeys by their ids.
/// </remarks>
internal sealed class WindowAuthenticator : IPasskeyAuthenticator
{
    private readonly IPasskeyAuthenticator inner;
    private readonly CapturedPasskeys passkeys;
    private readonly InMemoryVault memory;

    /// <param name="inner">The program's authenticator.</param>
    /// <param name="passkeys">The window's passkeys.</param>
    /// <param name="memory">Where the window's keys are remembered, until <see cref="Forget"/>.</param>
    public WindowAuthenticator(IPasskeyAuthenticator inner, CapturedPasskeys passkeys, InMemoryVault memory)
    {
        this.passkeys = passkeys;
        this.memory = memory;
        this.inner = inner is SoftwareAuthenticator software ? software.Over(before => new WindowMemory(memory, before)) : inner;
    }

    public Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken) => inner.CreateAsync(options, caller, cancellationToken);

    public async Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        var own = passkeys.IdsFor(options.RelyingPartyId ?? caller.Host ?? "");
        PasskeyDescriptor[] allowed = options.Allowed.Count == 0
            ? [.. own.Select(id => new PasskeyDescriptor(id))]
            : [.. options.Allowed.Where(descriptor => own.Any(id => id.Span.SequenceEqual(descriptor.Id.Span)))];
        return allowed.Length == 0 ? ProvisioningError.Of(ErrorCodes.CeremonyNoCredential) : await inner.GetAsync(options with { Allowed = allowed }, caller, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Remembers a new passkey while the window is open.</summary>
    public Task RememberAsync(VaultedPasskey kept, MadePasskey made, CancellationToken cancellationToken) =>
        made.PrivateKey is not null && inner is SoftwareAuthenticator ? memory.KeepPendingAsync(kept, made.PrivateKey, cancellationToken) : Task.CompletedTask;

    public void Forget() => memory.Dispose();

    /// <summary>Gives keys of the window only, and excludes what was held before as well.</summary>
    private sealed class WindowMemory(InMemoryVault window, IPasskeyStore? before) : IPasskeyStore
    {
        public async ValueTask<bool> HoldsAsync(string relyingPartyId, ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken) =>
            await window.HoldsAsync(relyingPartyId, credentialId, cancellationToken).ConfigureAwait(false)
            || (before is not null && await before.HoldsAsync(relyingPartyId, credentialId, cancellationToken).ConfigureAwait(false));

        public ValueTask<IReadOnlyList<StoredPasskey>> FindAsync(string relyingPartyId, CancellationToken cancellationToken) => window.FindAsync(relyingPartyId, cancellationToken);

        public ValueTask<uint> CountUseAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken) => window.CountUseAsync(credentialId, cancellationToken);
    }
}
