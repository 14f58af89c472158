using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Conformance.Vaults;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Direct runs against a tenant that misbehaves on demand: at most one passkey, no key lost, and the record is true.</summary>
public sealed class DirectRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_smooth_run_takes_two_calls_and_its_key_is_active()
    {
        using var bench = new DirectBench().AddUser();

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        record.Mode.ShouldBe(ProvisioningMode.Direct);
        record.RoundTrips.ShouldBe(0);
        bench.Tenant.Calls.Select(call => call.Call).ShouldBe([FakeTenantCall.OfferRegistration, FakeTenantCall.RegisterPasskey]);
        var kept = (await bench.Vault.ListAsync(Token)).Single();
        kept.State.ShouldBe(VaultedPasskeyState.Active);
        kept.CredentialId.ShouldBe(record.CredentialId);
        kept.RelyingPartyId.ShouldBe("login.microsoft.com");
        (await bench.PasskeysAsync()).Single().Id.ShouldBe(record.PasskeyId);
    }

    [Fact]
    public async Task The_journal_folds_to_the_record()
    {
        using var bench = new DirectBench().AddUser();

        var record = await bench.RunAsync(Token);

        ProvisioningRecords.Fold(await bench.Journal.ReadAsync(Token).ToListAsync(Token)).Single().ShouldBe(record);
    }

    [Fact]
    public async Task The_key_is_in_the_vault_as_pending_before_the_directory_sees_the_passkey()
    {
        using var bench = new DirectBench().AddUser();
        var held = bench.Tenant.HoldNext(FakeTenantCall.RegisterPasskey);

        var running = bench.RunAsync(Token);
        await held.Arrived.WaitAsync(Token);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
        held.Release();

        (await running).Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
    }

    [Fact]
    public async Task A_lost_reply_is_looked_up_and_nothing_is_sent_again()
    {
        using var bench = new DirectBench().AddUser();
        bench.Tenant.LoseNextReply(FakeTenantCall.RegisterPasskey);

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        bench.Tenant.Calls.Select(call => call.Call).ShouldBe([FakeTenantCall.OfferRegistration, FakeTenantCall.RegisterPasskey, FakeTenantCall.ListPasskeys]);
        (await bench.PasskeysAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_request_is_sent_again_after_the_directory_does_not_show_the_passkey()
    {
        using var bench = new DirectBench().AddUser();
        bench.Tenant.RefuseNext(FakeTenantCall.RegisterPasskey, ProvisioningError.Of(ErrorCodes.TenantUnreachable));

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        bench.Tenant.Calls.Count(call => call.Call == FakeTenantCall.RegisterPasskey).ShouldBe(2);
        (await bench.PasskeysAsync()).Count.ShouldBe(1);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task A_lost_reply_in_a_directory_that_lags_ends_in_doubt_with_the_key_kept_and_one_passkey()
    {
        using var bench = new DirectBench().AddUser();
        bench.Tenant.ListingsBeforePasskeysShow = 100;
        bench.Tenant.LoseNextReply(FakeTenantCall.RegisterPasskey);

        var record = await bench.RunAsync(Token);

        // Sent again, the directory refuses it, because it took it before.
        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
        bench.Tenant.PasskeyCount(bench.User).ShouldBe(1);
    }

    [Fact]
    public async Task A_tenant_that_never_answers_is_asked_three_times_and_the_key_stays_pending()
    {
        using var bench = new DirectBench().AddUser();
        bench.Tenant.RefuseNext(FakeTenantCall.RegisterPasskey, ProvisioningError.Of(ErrorCodes.TenantUnreachable), 10);

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        bench.Tenant.Calls.Count(call => call.Call == FakeTenantCall.RegisterPasskey).ShouldBe(3);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    [Theory]
    [InlineData(ErrorCodes.PasskeyRefused, 400)]
    [InlineData(ErrorCodes.TenantForbidden, 403)]
    [InlineData(ErrorCodes.TenantThrottled, 429)]
    [InlineData(ErrorCodes.TenantUnexpected, 418)]
    public async Task A_refused_registration_fails_and_leaves_no_key(string code, int status)
    {
        using var bench = new DirectBench().AddUser();
        bench.Tenant.RefuseNext(FakeTenantCall.RegisterPasskey, ProvisioningError.Of(code) with { HttpStatus = status });

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(code);
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
        bench.Tenant.Calls.ShouldNotContain(call => call.Call == FakeTenantCall.ListPasskeys);
    }

    [Fact]
    public async Task Without_an_offer_nothing_is_made()
    {
        using var bench = new DirectBench().AddUser();
        bench.Tenant.RefuseNext(FakeTenantCall.OfferRegistration, ProvisioningError.Of(ErrorCodes.PasskeyPolicy));

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.PasskeyPolicy);
        record.CredentialId.ShouldBeNull();
    }

    [Theory]
    [InlineData("grace@contoso.com", "login.microsoft.com", ErrorCodes.UserOther)]
    [InlineData("not a name", "login.microsoft.com", ErrorCodes.UserOther)]
    [InlineData("ada@contoso.com", "login.example.com", ErrorCodes.CeremonyForeign)]
    [InlineData("ada@contoso.com", "com", ErrorCodes.CeremonyForeign)]
    public async Task An_offer_for_somebody_else_or_for_another_site_is_refused(string user, string relyingParty, string code)
    {
        var altered = new AlteredRegistrar { Alter = options => options with { UserName = user, RelyingPartyId = relyingParty } };
        using var bench = new DirectBench { OtherRegistrar = altered }.AddUser();
        altered.Inner = bench.Tenant;

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(code);
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
        bench.Tenant.Calls.ShouldNotContain(call => call.Call == FakeTenantCall.RegisterPasskey);
    }

    [Fact]
    public async Task Excluded_ids_that_cannot_be_read_do_not_matter()
    {
        var altered = new AlteredRegistrar { Alter = options => options with { UnreadableExcluded = 3 } };
        using var bench = new DirectBench { OtherRegistrar = altered }.AddUser();
        altered.Inner = bench.Tenant;

        (await bench.RunAsync(Token)).Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
    }

    [Fact]
    public async Task An_authenticator_that_says_to_be_another_model_than_its_data_say_is_refused_before_the_directory_could()
    {
        using var bench = new DirectBench { Authenticator = new LyingAuthenticator() }.AddUser();

        var record = await bench.RunAsync(Token);

        record.Error!.Code.ShouldBe(ErrorCodes.CeremonyFailed);
        record.Error.Message.ShouldContain("AAGUID");
        bench.Tenant.Calls.ShouldNotContain(call => call.Call == FakeTenantCall.RegisterPasskey);
    }

    [Fact]
    public async Task A_vault_that_fails_keeps_the_passkey_from_the_directory()
    {
        using var vault = new FaultyVault { FailsToKeep = true };
        using var bench = new DirectBench { OtherVault = vault }.AddUser();

        var record = await bench.RunAsync(Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.VaultFailed);
        bench.Tenant.Calls.ShouldNotContain(call => call.Call == FakeTenantCall.RegisterPasskey);
    }

    [Fact]
    public async Task Cancelled_while_the_registration_is_on_its_way_the_answer_is_waited_for()
    {
        using var bench = new DirectBench().AddUser();
        using var cancellation = new CancellationTokenSource();
        var held = bench.Tenant.HoldNext(FakeTenantCall.RegisterPasskey);

        var running = bench.RunAsync(cancellation.Token);
        await held.Arrived.WaitAsync(Token);
        await cancellation.CancelAsync();
        held.Release();
        var record = await running;

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task Cancelled_while_the_offer_is_awaited_nothing_is_left()
    {
        using var bench = new DirectBench().AddUser();
        using var cancellation = new CancellationTokenSource();
        var held = bench.Tenant.HoldNext(FakeTenantCall.OfferRegistration);

        var running = bench.RunAsync(cancellation.Token);
        await held.Arrived.WaitAsync(Token);
        await cancellation.CancelAsync();

        (await running).Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
        bench.Tenant.PasskeyCount(bench.User).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_request_run_again_after_a_kill_makes_no_second_passkey()
    {
        using var bench = new DirectBench().AddUser();
        var request = bench.Request();
        (await bench.Provisioner().ProvisionAsync(request, null, Token)).IsDone.ShouldBeTrue();

        // Another process knows nothing but what the vault holds.
        var again = await bench.Provisioner().ProvisionAsync(request, null, Token);

        again.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        bench.Tenant.PasskeyCount(bench.User).ShouldBe(1);
        (await bench.Vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_registrar_the_mode_is_refused_and_without_browsers_the_other_is()
    {
        using var bench = new DirectBench().AddUser();
        var parts = new ProvisioningParts { Passkeys = bench.Tenant, Authenticator = bench.Authenticator, Vault = bench.Vault, Journal = bench.Journal };

        foreach (var mode in new[] { ProvisioningMode.Automatic, ProvisioningMode.Direct, ProvisioningMode.Manual })
        {
            var record = await new Provisioner(parts, bench.Options).ProvisionAsync(bench.Request() with { Mode = mode }, null, Token);

            record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
            record.Error!.Code.ShouldBe(ErrorCodes.ModeUnavailable);
        }
    }

    private sealed class AlteredRegistrar : IPasskeyRegistrar
    {
        public IPasskeyRegistrar Inner { get; set; } = null!;

        public required Func<PasskeyCreationOptions, PasskeyCreationOptions> Alter { get; init; }

        public async Task<Attempt<PasskeyRegistrationOffer>> OfferAsync(UserPrincipalName user, CancellationToken cancellationToken)
        {
            var offer = (await Inner.OfferAsync(user, cancellationToken)).Value;
            return offer with { Options = Alter(offer.Options) };
        }

        public Task<Attempt<DirectoryPasskey>> RegisterAsync(UserPrincipalName user, string displayName, PasskeyRegistration registration, CancellationToken cancellationToken) =>
            Inner.RegisterAsync(user, displayName, registration, cancellationToken);
    }

    private sealed class LyingAuthenticator : IPasskeyAuthenticator
    {
        private readonly SoftwareAuthenticator inner = new(new Local.PasskeyKeyFactory());

        public async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
            (await inner.CreateAsync(options, caller, cancellationToken)).Value with { Aaguid = Guid.NewGuid() };

        public Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken) => inner.GetAsync(options, caller, cancellationToken);
    }
}
