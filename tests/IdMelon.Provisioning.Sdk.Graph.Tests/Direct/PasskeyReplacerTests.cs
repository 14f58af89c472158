using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Old passkeys go only after the new one is proven.</summary>
public sealed class PasskeyReplacerTests : IDisposable
{
    private readonly DirectBench bench = new DirectBench().AddUser();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PasskeyReplacer Replacer => new(bench.Provisioner(), bench.Tenant, new PasskeyRemover(bench.Tenant, bench.Vault));

    [Fact]
    public async Task The_earlier_ones_go_and_their_keys_with_them()
    {
        var first = await bench.RunAsync(Token);
        AddForeign("AAECAwQFBgcICQoLDA0ODw2");

        var replacement = await Replacer.ReplaceAsync(bench.Request(), cancellationToken: Token);

        replacement.IsDone.ShouldBeTrue(replacement.Error?.ToString());
        replacement.Removed.Select(passkey => passkey.Id).ShouldBe([first.PasskeyId!, "AAECAwQFBgcICQoLDA0ODw2"], ignoreOrder: true);
        (await bench.PasskeysAsync()).ShouldHaveSingleItem().Id.ShouldBe(replacement.Record!.PasskeyId);
        var key = (await bench.Vault.ListAsync(Token)).ShouldHaveSingleItem();
        key.CredentialId.ShouldBe(replacement.Record.CredentialId);
        key.State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Theory]
    [InlineData(ErrorCodes.PasskeyRefused)]
    [InlineData(ErrorCodes.TenantUnreachable)]
    public async Task Nothing_goes_unless_the_new_one_is_proven(string code)
    {
        await bench.RunAsync(Token);
        bench.Tenant.RefuseNext(FakeTenantCall.RegisterPasskey, ProvisioningError.Of(code) with { HttpStatus = code == ErrorCodes.PasskeyRefused ? 400 : null }, 5);

        var replacement = await Replacer.ReplaceAsync(bench.Request(), cancellationToken: Token);

        replacement.IsDone.ShouldBeFalse();
        replacement.Removed.ShouldBeEmpty();
        replacement.Staying.Count.ShouldBe(1);
        bench.Tenant.PasskeyCount(bench.User).ShouldBe(1);
        bench.Tenant.Calls.ShouldNotContain(call => call.Call == FakeTenantCall.RemovePasskey);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_begins_nothing()
    {
        await bench.RunAsync(Token);
        bench.Tenant.RefuseNext(FakeTenantCall.ListPasskeys, ProvisioningError.Of(ErrorCodes.TenantForbidden));

        var replacement = await Replacer.ReplaceAsync(bench.Request(), cancellationToken: Token);

        replacement.Record.ShouldBeNull();
        replacement.Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
        bench.Tenant.PasskeyCount(bench.User).ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_removed_is_named_and_its_key_stays()
    {
        var first = await bench.RunAsync(Token);
        bench.Tenant.RefuseNext(FakeTenantCall.RemovePasskey, ProvisioningError.Of(ErrorCodes.TenantForbidden));

        var replacement = await Replacer.ReplaceAsync(bench.Request(), cancellationToken: Token);

        replacement.IsDone.ShouldBeFalse();
        replacement.Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
        replacement.Staying.ShouldHaveSingleItem().Id.ShouldBe(first.PasskeyId);
        (await bench.Vault.ListAsync(Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_those_that_are_meant_go()
    {
        await bench.RunAsync(Token);
        AddForeign("AAECAwQFBgcICQoLDA0ODw2");

        var replacement = await Replacer.ReplaceAsync(bench.Request(), passkey => passkey.DisplayName == "foreign", cancellationToken: Token);

        replacement.IsDone.ShouldBeTrue();
        replacement.Removed.ShouldHaveSingleItem().DisplayName.ShouldBe("foreign");
        (await bench.PasskeysAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Removing_what_is_gone_is_told_and_removes_the_key_all_the_same()
    {
        var record = await bench.RunAsync(Token);
        await bench.Tenant.RemovePasskeyAsync(bench.User, record.PasskeyId!, Token);

        (await new PasskeyRemover(bench.Tenant, bench.Vault).RemoveAsync(bench.User, record.PasskeyId!, Token)).Value.ShouldBeFalse();

        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    public void Dispose() => bench.Dispose();

    private void AddForeign(string id) => bench.Tenant.AddPasskey(bench.User, new DirectoryPasskey(id, "foreign", DateTimeOffset.UnixEpoch, Guid.NewGuid()));
}
