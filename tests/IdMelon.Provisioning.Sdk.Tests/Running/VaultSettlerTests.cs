using CsCheck;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class VaultSettlerTests : IDisposable
{
    private const string Id = "AAECAwQFBgcICQoLDA0ODw";

    // Ids of one length: another credential id is another passkey.
    private static readonly string Registered = new('A', 22);
    private static readonly string Abandoned = new('Q', 22);
    private static readonly string Elsewhere = new('g', 22);
    private static readonly string Done = new('w', 22);

    private static readonly Guid Model = Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a");
    private static readonly DateTimeOffset Made = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly InMemoryVault vault = new();
    private readonly FakeTenant tenant = new();
    private readonly FakeTimeProvider time = new(Made);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_vault_is_settled_user_by_user()
    {
        await KeepAsync(Key(Registered));
        await KeepAsync(Key(Abandoned) with { UserName = "bob@contoso.com" });
        await KeepAsync(Key(Elsewhere) with { RelyingPartyId = "example.com" });
        await KeepAsync(Key(Done));
        await vault.ActivateAsync(Done, Token);
        tenant.Passkeys.Add(new(Registered, "x", Made, Model));
        time.Advance(VaultSettler.DefaultGrace);

        var settled = await Settler().SettleAllAsync(Token);

        settled.Select(item => (item.Passkey.CredentialId, item.Settlement)).ShouldBe([(Registered, PasskeySettlement.Active), (Abandoned, PasskeySettlement.Removed)], ignoreOrder: true);
        (await vault.ListAsync(Token)).Select(passkey => (passkey.CredentialId, passkey.State))
            .ShouldBe([(Registered, VaultedPasskeyState.Active), (Done, VaultedPasskeyState.Active), (Elsewhere, VaultedPasskeyState.Pending)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_is_removed_when_it_is_old_enough_and_not_before()
    {
        await KeepAsync(Key(Id));
        time.Advance(VaultSettler.DefaultGrace - TimeSpan.FromTicks(1));

        var young = (await Settler().SettleAllAsync(Token)).Single();
        time.Advance(TimeSpan.FromTicks(1));
        var old = (await Settler().SettleAllAsync(Token)).Single();

        young.Settlement.ShouldBe(PasskeySettlement.Pending);
        young.Error!.Code.ShouldBe(ErrorCodes.PasskeyUnconfirmed);
        young.Error.Message.ShouldContain(Id);
        young.Error.Message.ShouldContain("request-of-");
        old.Settlement.ShouldBe(PasskeySettlement.Removed);
    }

    [Fact]
    public async Task A_clock_that_was_put_back_removes_nothing()
    {
        await KeepAsync(Key(Id) with { Created = Made + TimeSpan.FromDays(1) });

        (await Settler().SettleAllAsync(Token)).Single().Settlement.ShouldBe(PasskeySettlement.Pending);
    }

    [Fact]
    public async Task A_user_whom_the_directory_does_not_know_or_cannot_be_asked_about_loses_no_key()
    {
        await KeepAsync(Key("one"));
        await KeepAsync(Key("two") with { UserName = "no name" });
        tenant.OnListPasskeys = () => ProvisioningError.Of(ErrorCodes.UserNotFound);
        time.Advance(TimeSpan.FromDays(30));

        var settled = await Settler().SettleAllAsync(Token);

        settled.ShouldAllBe(item => item.Settlement == PasskeySettlement.Pending && item.Error != null);
        (await vault.ListAsync(Token)).Count.ShouldBe(2);
    }

    [Fact]
    public void A_grace_shorter_than_a_person_is_waited_for_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new VaultSettler(vault, tenant, EntraCloud.Public, time, ProvisioningRequest.MaximumHandOver - TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData("the name", true)]
    [InlineData("another name", false)]
    [InlineData(null, false)]
    public void Where_ids_say_nothing_one_passkey_of_that_name_and_model_is_the_one(string? name, bool isIt)
    {
        var listed = new DirectoryPasskey(Guid.NewGuid().ToString(), "the name", Made.AddMinutes(1), Model);

        Decide(Key(Id), [], [listed], name).Settlement.ShouldBe(isIt ? PasskeySettlement.Active : PasskeySettlement.Pending);
        Decide(Key(Id), [], [listed, listed with { Id = Guid.NewGuid().ToString() }], name).Settlement.ShouldBe(PasskeySettlement.Pending);
        Decide(Key(Id), [Key("AQECAwQFBgcICQoLDA0ODw")], [listed], name).Settlement.ShouldBe(PasskeySettlement.Pending);
    }

    [Fact]
    public void What_was_registered_long_before_is_another_one()
    {
        Decide(Key(Id), [], [new(Guid.NewGuid().ToString(), "the name", Made.AddHours(-1), Model)], "the name").Settlement.ShouldBe(PasskeySettlement.Removed);
        Decide(Key(Id), [], [new(Guid.NewGuid().ToString(), "the name", Made.AddMinutes(1), Guid.NewGuid())], "the name").Settlement.ShouldBe(PasskeySettlement.Removed);
        Decide(Key(Id), [], [new("AQECAwQFBgcICQoLDA0ODw2", "the name", Made.AddMinutes(1), Model)], "the name").Settlement.ShouldBe(PasskeySettlement.Removed);
    }

    [Fact]
    public void Never_is_a_key_removed_that_the_directory_may_have() =>
        Gen.Select(
            Gen.OneOf(Gen.Const(Id + "2"), Gen.Const(Id + "=="), Gen.Const(Id), Gen.Guid.Select(id => id.ToString()), Gen.String),
            Gen.OneOfConst<DateTimeOffset?>(null, Made.AddMinutes(-4), Made.AddDays(1)),
            Gen.OneOfConst<Guid?>(null, Model),
            Gen.OneOfConst(null, "the name", "x"),
            Gen.Int[0, 3]).Sample((id, created, model, name, others) =>
            {
                List<DirectoryPasskey> listed = [new(id, "the name", created, model)];
                for (var i = 0; i < others; i++)
                {
                    listed.Add(new(Guid.NewGuid().ToString(), "x", Made, Guid.Empty));
                }

                var settlement = Decide(Key(Id), [], listed, name).Settlement;
                var isAnother = !id.StartsWith(Id, StringComparison.Ordinal) && CredentialIdText.IsOfLength(id, Id.Length);
                return settlement == PasskeySettlement.Removed ? isAnother : !isAnother;
            });

    public void Dispose() => vault.Dispose();

    private static SettledPasskey Decide(VaultedPasskey key, IReadOnlyList<VaultedPasskey> others, IReadOnlyList<DirectoryPasskey> listed, string? name) =>
        SettlementRule.Decide(key, others, listed, name, TimeSpan.FromDays(9), VaultSettler.DefaultGrace);

    private static VaultedPasskey Key(string id) => new(id, "login.microsoft.com", "ada@contoso.com", "dXNlcg", Model, $"request-of-{id}", Made, VaultedPasskeyState.Pending);

    private VaultSettler Settler() => new(vault, tenant, EntraCloud.Public, time);

    private async Task KeepAsync(VaultedPasskey passkey)
    {
        using var key = new PrivateKeyBytes([1]);
        await vault.KeepPendingAsync(passkey, key, Token);
    }
}
