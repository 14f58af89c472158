using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>Keys that come to a vault sealed.</summary>
public sealed class SealedElsewhereTests : IDisposable
{
    private readonly VaultBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_was_sealed_elsewhere_is_kept_as_it_came_and_its_recipients_open_it()
    {
        var vault = bench.Open(recipients: [VaultBench.First, VaultBench.Second]);
        var entry = Seal("one", VaultBench.First, VaultBench.Second);

        await vault.KeepSealedAsync(entry, Token);
        await vault.ActivateAsync("one", Token);

        (await vault.ListAsync(Token)).ShouldBe([VaultBench.Passkey("one") with { State = VaultedPasskeyState.Active }]);
        (await File.ReadAllBytesAsync(bench.Entries.Single(), Token)).ShouldBe(entry.Json.ToArray());
        (await bench.KeyAsync("one")).ShouldBe([1, 2, 3]);
        (await bench.KeyAsync("one", VaultBench.SecondKey())).ShouldBe([1, 2, 3]);
        using var key = VaultBench.FirstKey();
        (await bench.Reader().VerifyAsync(key, Token)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_for_others_than_its_own_recipients_are_not_kept()
    {
        var vault = bench.Open(recipients: [VaultBench.First, VaultBench.Second]);
        VaultRecipient[][] wrong = [[VaultBench.First], [VaultBench.Second, VaultBench.First], [VaultBench.First, VaultBench.Second, new(VaultBench.Make("CN=Third").Certificate)]];

        foreach (var recipients in wrong)
        {
            (await Should.ThrowAsync<ProvisioningException>(() => vault.KeepSealedAsync(Seal("one", recipients), Token))).Error.Code.ShouldBe(ErrorCodes.VaultRecipientInvalid);
        }

        (await vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_is_kept_once()
    {
        var vault = bench.Open();
        await vault.KeepSealedAsync(Seal("one", VaultBench.First), Token);

        (await Should.ThrowAsync<ProvisioningException>(() => vault.KeepSealedAsync(Seal("one", VaultBench.First), Token))).Error.Code.ShouldBe(ErrorCodes.VaultFailed);
        (await Should.ThrowAsync<ProvisioningException>(() => VaultBench.KeepAsync(vault, "one"))).Error.Code.ShouldBe(ErrorCodes.VaultFailed);

        bench.Entries.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_vault_without_recipients_takes_none()
    {
        await VaultBench.KeepAsync(bench.Open(), "one");
        var vault = SealedFileVault.WithoutRecipients(bench.Folder);

        vault.SealingRecipients.ShouldBeEmpty();
        (await Should.ThrowAsync<ProvisioningException>(() => vault.KeepSealedAsync(Seal("two", VaultBench.First), Token))).Error.Code.ShouldBe(ErrorCodes.VaultRecipientInvalid);
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_caller_who_has_gone()
    {
        var vault = bench.Open();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await vault.KeepSealedAsync(Seal("one", VaultBench.First), gone.Token));

        Directory.Exists(bench.Folder).ShouldBeFalse();
    }

    [Fact]
    public void Who_seals_elsewhere_is_told_the_very_recipients()
    {
        var told = bench.Open(recipients: [VaultBench.First, VaultBench.Second]).SealingRecipients;

        told.Select(recipient => recipient.Identity).ShouldBe([VaultBench.First.Identity, VaultBench.Second.Identity]);
        told[0].SubjectPublicKeyInfo.ToArray().ShouldBe(VaultBench.FirstRsa.ExportSubjectPublicKeyInfo());
        using var key = VaultBench.FirstKey();
        told[0].Identity.KeyId.ShouldBe(key.KeyId);
    }

    [Fact]
    public void What_is_no_RSA_key_of_2048_bits_is_no_recipient()
    {
        using var small = System.Security.Cryptography.RSA.Create(1024);
        using var curve = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        foreach (var wrong in new[] { small.ExportSubjectPublicKeyInfo(), curve.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes("nothing"), [] })
        {
            Should.Throw<ArgumentException>(() => new SealingRecipient("AAAA", wrong));
        }
    }

    public void Dispose() => bench.Dispose();

    private static SealedPasskey Seal(string credentialId, params VaultRecipient[] recipients)
    {
        using var key = new PrivateKeyBytes([1, 2, 3]);
        return SealedPasskey.Parse(new PasskeySealer(recipients).Seal(VaultBench.Passkey(credentialId), key).Json);
    }
}
