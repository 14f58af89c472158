using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class DirectoryProofTests
{
    private const string CredentialId = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"; // 32 bytes, base64url

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);
    private readonly FakeTenant tenant = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CredentialId)]
    [InlineData(CredentialId + "1")]
    [InlineData(CredentialId + "=")]
    public async Task A_passkey_is_found_by_its_credential_id_in_any_encoding_seen(string id)
    {
        tenant.Passkeys.Add(new DirectoryPasskey(id, "whatever", null, null));

        (await FindAsync(TimeSpan.Zero)).Value.ShouldBe(id);
    }

    [Fact]
    public async Task A_passkey_whose_id_says_nothing_is_found_by_time_model_and_name()
    {
        tenant.Passkeys.Add(Alike(Guid.NewGuid().ToString()));

        (await FindAsync(TimeSpan.Zero)).Value.ShouldBe(tenant.Passkeys[0].Id);
    }

    [Fact]
    public async Task Two_that_look_alike_prove_nothing()
    {
        tenant.Passkeys.Add(Alike(Guid.NewGuid().ToString()));
        tenant.Passkeys.Add(Alike(Guid.NewGuid().ToString()));

        (await FindAsync(TimeSpan.Zero)).Value.ShouldBeNull();
    }

    [Fact]
    public async Task A_registration_made_elsewhere_at_the_same_time_is_not_taken_for_ours()
    {
        tenant.Passkeys.Add(Alike("__" + CredentialId[2..] + "1"));

        (await FindAsync(TimeSpan.Zero)).Value.ShouldBeNull();
    }

    [Fact]
    public async Task An_older_passkey_of_the_same_name_is_not_taken_for_the_new_one()
    {
        tenant.Passkeys.Add(Alike(Guid.NewGuid().ToString()) with { Created = Now.AddSeconds(-1) });

        (await FindAsync(TimeSpan.Zero)).Value.ShouldBeNull();
    }

    [Fact]
    public async Task A_lagging_directory_is_asked_again_until_it_shows_the_passkey()
    {
        var asked = 0;
        tenant.OnListPasskeys = () => ++asked < 4 ? Attempt<IReadOnlyList<DirectoryPasskey>>.Of([]) : null;
        tenant.Passkeys.Add(Alike(CredentialId));

        (await AdvanceUntil(FindAsync(TimeSpan.FromMinutes(1)))).Value.ShouldBe(CredentialId);
        asked.ShouldBe(4);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_reached_for_a_while_is_asked_again()
    {
        var asked = 0;
        tenant.OnListPasskeys = () => ++asked < 3 ? (Attempt<IReadOnlyList<DirectoryPasskey>>)ProvisioningError.Of(ErrorCodes.TenantUnreachable) : null;
        tenant.Passkeys.Add(Alike(CredentialId));

        (await AdvanceUntil(FindAsync(TimeSpan.FromMinutes(1)))).Value.ShouldBe(CredentialId);
    }

    [Fact]
    public async Task A_directory_that_gives_no_answer_in_time_is_an_error_not_an_absence()
    {
        tenant.OnListPasskeys = () => ProvisioningError.Of(ErrorCodes.TenantUnreachable);

        (await AdvanceUntil(FindAsync(TimeSpan.FromSeconds(20)))).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
    }

    [Fact]
    public async Task A_refused_call_is_not_repeated()
    {
        tenant.OnListPasskeys = () => ProvisioningError.Of(ErrorCodes.TenantForbidden);

        (await FindAsync(TimeSpan.FromMinutes(1))).Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
        tenant.Calls.Count.ShouldBe(1);
    }

    private static DirectoryPasskey Alike(string id) => new(id, "Provisioned passkey", Now.AddSeconds(3), Guid.Empty);

    private Task<Attempt<string?>> FindAsync(TimeSpan patience)
    {
        var made = new VaultedPasskey(CredentialId, "login.microsoft.com", RunBench.User, "AQID", Guid.Empty, "r", Now, VaultedPasskeyState.Pending);
        return new DirectoryProof(tenant, ProvisioningPlanner.Plan(new ProvisioningRequest(RunBench.User), new TenantFacts(EntraCloud.Public, true)).Value, time).FindAsync(made, Now, patience, Token);
    }

    private async Task<T> AdvanceUntil<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        return await work;
    }
}
