using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Vaults;

/// <summary>What every <see cref="IPasskeyVault"/> must do.</summary>
[Proves(typeof(IPasskeyVault))]
public abstract class VaultConformance
{
    /// <summary>Gets the vault under test, empty at first.</summary>
    protected abstract IPasskeyVault Vault { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets the bytes of a kept key, as whoever may read them would.</summary>
    /// <returns>Null if the key is not kept.</returns>
    protected abstract byte[]? FindKey(string credentialId);

    /// <summary>A new vault is empty.</summary>
    [Fact]
    public async Task A_new_vault_is_empty() => Assert.Empty(await Vault.ListAsync(Token));

    /// <summary>A kept passkey is pending.</summary>
    [Fact]
    public async Task A_kept_passkey_is_pending()
    {
        var passkey = Passkey("one");
        await KeepAsync(passkey);

        Assert.Equal(passkey, Assert.Single(await Vault.ListAsync(Token)));
    }

    /// <summary>To whom a passkey of another relying party is assigned is kept with it.</summary>
    [Fact]
    public async Task To_whom_a_passkey_is_assigned_is_kept()
    {
        var passkey = Passkey("one") with { RelyingPartyId = "shop.example", UserName = "ada.l", AssignedTo = "ada@contoso.onmicrosoft.com" };
        await KeepAsync(passkey);

        Assert.Equal(passkey, Assert.Single(await Vault.ListAsync(Token)));
    }

    /// <summary>A key is copied, not borrowed.</summary>
    [Fact]
    public async Task A_key_is_copied_not_borrowed()
    {
        using (var key = new PrivateKeyBytes([1, 2, 3, 4]))
        {
            await Vault.KeepPendingAsync(Passkey("one"), key, Token);
        }

        Assert.Equal([1, 2, 3, 4], FindKey("one"));
    }

    /// <summary>A credential is kept once.</summary>
    [Fact]
    public async Task A_credential_is_kept_once()
    {
        await KeepAsync(Passkey("one"), 1);

        await FailsAsync(() => KeepAsync(Passkey("one"), 2));

        Assert.Equal([1], FindKey("one"));
    }

    /// <summary>Activating is final and may be repeated.</summary>
    [Fact]
    public async Task Activating_may_be_repeated()
    {
        await KeepAsync(Passkey("one"));
        await KeepAsync(Passkey("two"));

        await Vault.ActivateAsync("one", Token);
        await Vault.ActivateAsync("one", Token);

        var kept = (await Vault.ListAsync(Token)).ToDictionary(passkey => passkey.CredentialId);
        Assert.Equal(Passkey("one") with { State = VaultedPasskeyState.Active }, kept["one"]);
        Assert.Equal(Passkey("two"), kept["two"]);
        Assert.NotNull(FindKey("one"));
    }

    /// <summary>What is not kept cannot be activated.</summary>
    [Fact]
    public Task What_is_not_kept_cannot_be_activated() => FailsAsync(() => Vault.ActivateAsync("none", Token));

    /// <summary>A removed passkey is gone with its key.</summary>
    [Fact]
    public async Task A_removed_passkey_is_gone_with_its_key()
    {
        await KeepAsync(Passkey("one"));
        await KeepAsync(Passkey("two"));

        Assert.True(await Vault.RemoveAsync("one", Token));
        Assert.False(await Vault.RemoveAsync("one", Token));

        Assert.Equal("two", Assert.Single(await Vault.ListAsync(Token)).CredentialId);
        Assert.Null(FindKey("one"));
        Assert.NotNull(FindKey("two"));
    }

    /// <summary>A cancelled call keeps nothing.</summary>
    [Fact]
    public async Task A_cancelled_call_keeps_nothing()
    {
        using var key = new PrivateKeyBytes([1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Vault.KeepPendingAsync(Passkey("one"), key, new CancellationToken(canceled: true)));

        Assert.Empty(await Vault.ListAsync(Token));
    }

    /// <summary>Many keys can be kept at once.</summary>
    [Fact]
    public async Task Many_keys_can_be_kept_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => KeepAsync(Passkey($"credential-{i}"), (byte)i)));

        Assert.Equal(20, (await Vault.ListAsync(Token)).Count);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal((byte)i, Assert.Single(FindKey($"credential-{i}") ?? [])));
    }

    /// <summary>Makes a pending passkey of a credential id.</summary>
    protected static VaultedPasskey Passkey(string credentialId) => new(
        credentialId,
        "login.microsoft.com",
        "ada@contoso.onmicrosoft.com",
        "dXNlcg",
        Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"),
        "request-1",
        new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero),
        VaultedPasskeyState.Pending)
    {
        Protection = CredentialProtection.UserVerificationOptional,
    };

    private static async Task FailsAsync(Func<Task> call) =>
        Assert.Equal(ErrorCodes.VaultFailed, (await Assert.ThrowsAsync<ProvisioningException>(call)).Error.Code);

    /// <summary>Keeps a passkey with a key of one byte.</summary>
    protected async Task KeepAsync(VaultedPasskey passkey, byte key = 7)
    {
        using var bytes = new PrivateKeyBytes([key]);
        await Vault.KeepPendingAsync(passkey, bytes, Token);
    }
}
