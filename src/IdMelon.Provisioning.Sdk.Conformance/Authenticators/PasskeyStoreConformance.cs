using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Authenticators;

/// <summary>What every <see cref="IPasskeyStore"/> must do.</summary>
[Proves(typeof(IPasskeyStore))]
public abstract class PasskeyStoreConformance
{
    private const string RelyingParty = "login.example";

    /// <summary>Gets the store under test, empty at first.</summary>
    protected abstract IPasskeyStore Store { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Puts a passkey into the store.</summary>
    /// <param name="relyingPartyId">Its relying party.</param>
    /// <param name="credentialId">Its id.</param>
    /// <param name="privateKey">Its key.</param>
    /// <param name="created">When it was made.</param>
    protected abstract Task PutAsync(string relyingPartyId, byte[] credentialId, PrivateKeyBytes privateKey, DateTimeOffset created);

    /// <summary>An empty store holds nothing.</summary>
    [Fact]
    public async Task An_empty_store_holds_nothing()
    {
        Assert.False(await Store.HoldsAsync(RelyingParty, new byte[] { 1 }, Token));
        Assert.Empty(await Store.FindAsync(RelyingParty, Token));
    }

    /// <summary>A passkey is found by its relying party only.</summary>
    [Fact]
    public async Task A_passkey_is_found_by_its_relying_party_only()
    {
        await PutAsync(RelyingParty, [1], 0);

        Assert.True(await Store.HoldsAsync(RelyingParty, new byte[] { 1 }, Token));
        Assert.False(await Store.HoldsAsync(RelyingParty, new byte[] { 2 }, Token));
        Assert.False(await Store.HoldsAsync("other.example", new byte[] { 1 }, Token));
        Assert.Empty(await Store.FindAsync("other.example", Token));
    }

    /// <summary>Passkeys come with their keys, newest first.</summary>
    [Fact]
    public async Task Passkeys_come_with_their_keys_newest_first()
    {
        var old = await PutAsync(RelyingParty, [1], 1);
        var young = await PutAsync(RelyingParty, [2], 2);

        var found = await Store.FindAsync(RelyingParty, Token);

        Assert.Equal([[2], [1]], found.Select(passkey => passkey.CredentialId.ToArray()));
        Assert.Equal([young, old], found.Select(passkey => passkey.PrivateKey.Reveal().ToArray()));
        Assert.All(found, passkey => Assert.Equal(CoseAlgorithm.Es256, passkey.Algorithm));
    }

    /// <summary>Who disposes what was found takes nothing away.</summary>
    [Fact]
    public async Task Who_disposes_what_was_found_takes_nothing_away()
    {
        var key = await PutAsync(RelyingParty, [1], 1);
        Assert.Single(await Store.FindAsync(RelyingParty, Token)).Dispose();

        using var again = Assert.Single(await Store.FindAsync(RelyingParty, Token));
        Assert.Equal(key, again.PrivateKey.Reveal().ToArray());
    }

    /// <summary>Uses are counted for each passkey, by many at once.</summary>
    [Fact]
    public async Task Uses_are_counted_for_each_passkey_by_many_at_once()
    {
        await PutAsync(RelyingParty, [1], 1);
        await PutAsync(RelyingParty, [2], 2);

        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Store.CountUseAsync(new byte[] { (byte)(1 + (i % 2)) }, Token).AsTask()));

        Assert.Equal(Enumerable.Range(1, 10).Select(count => (uint)count), counts.Where((_, i) => i % 2 == 0).Order());
        Assert.Equal(Enumerable.Range(1, 10).Select(count => (uint)count), counts.Where((_, i) => i % 2 == 1).Order());
    }

    private async Task<byte[]> PutAsync(string relyingPartyId, byte[] credentialId, int day)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bytes = ecdsa.ExportPkcs8PrivateKey();
        using var key = new PrivateKeyBytes([.. bytes]);
        await PutAsync(relyingPartyId, credentialId, key, DateTimeOffset.UnixEpoch.AddDays(day));
        return bytes;
    }
}
