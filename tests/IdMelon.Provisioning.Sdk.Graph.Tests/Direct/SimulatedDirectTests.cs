using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Direct runs with the real client libraries against the simulated tenant.</summary>
public sealed class SimulatedDirectTests : IAsyncLifetime
{
    private static readonly Guid Model = Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a");

    private readonly InMemoryVault vault = new();
    private SimulatedTenant tenant = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => tenant = await SimulatedTenant.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await tenant.DisposeAsync();
        vault.Dispose();
    }

    [Theory]
    [InlineData(CredentialIdEncoding.UrlToken, 16)]
    [InlineData(CredentialIdEncoding.UrlToken, 31)]
    [InlineData(CredentialIdEncoding.UrlToken, 32)]
    [InlineData(CredentialIdEncoding.UrlToken, 33)]
    [InlineData(CredentialIdEncoding.PaddedBase64, 32)]
    [InlineData(CredentialIdEncoding.Base64Url, 32)]
    public async Task A_passkey_is_registered_in_two_billed_calls_whatever_the_user_has_already(CredentialIdEncoding encoding, int length)
    {
        var user = AddUser();
        tenant.Simulator.Weather.ExcludedCredentialIds = encoding;
        tenant.Simulator.Directory.AddPasskey(user, new("x", Enumerable.Range(0, length).Select(value => (byte)(value + 200)).ToArray(), "earlier", Guid.Empty, DateTimeOffset.UnixEpoch, new byte[77], "none"));

        var record = await RunAsync(user);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        user.Passkeys.Count.ShouldBe(2);
        Billed(user).ShouldBe(2);
        (await vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_beta_with_a_longer_challenge_works_wrapped_or_not(bool wraps)
    {
        await using var other = await SimulatedTenant.StartAsync(options => options.PasskeyChallengeTimeout = TimeSpan.FromHours(2));
        other.Simulator.Weather.WrapsCreationOptions = wraps;
        var user = other.AddUser();

        var record = await RunAsync(other, other.Simulator.Directory.Find(user.ToString())!);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
    }

    [Fact]
    public async Task A_dropped_reply_ends_in_success_with_one_passkey()
    {
        var user = AddUser();
        tenant.Simulator.Weather.DropNextReply(GraphCall.RegisterPasskey);

        var record = await RunAsync(user);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        user.Passkeys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_dropped_request_ends_in_success_with_one_passkey()
    {
        var user = AddUser();
        tenant.Simulator.Weather.DropNextRequest(GraphCall.RegisterPasskey);

        var record = await RunAsync(user);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        user.Passkeys.Count.ShouldBe(1);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "method off", ErrorCodes.PasskeyPolicy },
        { "user excluded", ErrorCodes.PasskeyPolicy },
        { "user not included", ErrorCodes.PasskeyPolicy },
        { "no self-service", ErrorCodes.PasskeyPolicy },
        { "guest", ErrorCodes.PasskeyPolicy },
        { "model blocked", ErrorCodes.PasskeyRefused },
        { "model not allowed", ErrorCodes.PasskeyRefused },
        { "attestation enforced", ErrorCodes.PasskeyRefused },
        { "profile refuses", ErrorCodes.PasskeyRefused },
        { "too many passkeys", ErrorCodes.PasskeyRefused },
        { "privileged user", ErrorCodes.TenantForbidden },
        { "user unknown", ErrorCodes.UserNotFound },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_refusal_has_its_code_and_remedy_and_leaves_nothing(string cause, string code)
    {
        var user = AddUser();
        Arrange(cause, user);

        var record = await RunAsync(user, cause == "user unknown" ? "nobody@contoso.onmicrosoft.com" : null);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(code, record.Error.ToString());
        record.Error.Remedy.ShouldNotBeEmpty();
        record.Error.RequestId.ShouldNotBeNullOrEmpty();
        record.Error.HttpStatus.ShouldNotBeNull();
        (await vault.ListAsync(Token)).ShouldBeEmpty();
        user.Passkeys.Count.ShouldBe(cause == "too many passkeys" ? 10 : 0);
    }

    [Fact]
    public async Task An_offer_that_has_expired_meanwhile_is_named_as_the_cause()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var other = await SimulatedTenant.StartAsync(options => options.Time = time, options: new EntraSimulatorOptions { TimeProvider = time });
        var user = other.Simulator.Directory.Find(other.AddUser().ToString())!;
        using var inner = new InMemoryVault();

        // Whatever took so long: here it is the vault.
        var record = await RunAsync(other, user, time: time, into: new SlowVault(inner, () => time.Advance(TimeSpan.FromMinutes(6))));

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.PasskeyRefused);
        record.Error.Message.ShouldContain("the offer had expired");
        record.Error.IsTransient.ShouldBeTrue();
        (await inner.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_national_cloud_has_no_direct_mode()
    {
        await using var other = await SimulatedTenant.StartAsync(options => options.Cloud = EntraCloud.UsGovernment, options: new EntraSimulatorOptions { Cloud = SimulatorCloud.UsGovernment });
        var user = other.AddUser();

        var offer = await other.Graph.OfferAsync(user, Token);

        offer.Error!.Code.ShouldBe(ErrorCodes.PasskeyProvisioningUnavailable);
    }

    private void Arrange(string cause, SimulatedUser user)
    {
        var policies = tenant.Simulator.Policies;
        var group = tenant.Simulator.Directory.AddGroup("inside");
        switch (cause)
        {
            case "method off":
                policies.Passkey = new PasskeyPolicy { IsEnabled = false };
                break;
            case "user excluded":
                tenant.Simulator.Directory.AddMember(group, user.Id);
                policies.Passkey = new PasskeyPolicy { ExcludeTargets = [new(group.Id.ToString())] };
                break;
            case "user not included":
                policies.Passkey = new PasskeyPolicy { IncludeTargets = [new(group.Id.ToString())] };
                break;
            case "no self-service":
                policies.Passkey = new PasskeyPolicy { AllowsSelfServiceRegistration = false };
                break;
            case "guest":
                user.IsGuest = true;
                break;
            case "model blocked":
                policies.Passkey = new PasskeyPolicy { KeyRestrictions = new(true, "block", [Model]) };
                break;
            case "model not allowed":
                policies.Passkey = new PasskeyPolicy { KeyRestrictions = new(true, "allow", [Guid.NewGuid()]) };
                break;
            case "attestation enforced":
                policies.Passkey = new PasskeyPolicy { EnforcesAttestation = true };
                break;
            case "profile refuses":
                var profile = new PasskeyProfile(Guid.NewGuid(), "synced only") { AllowsDeviceBound = false };
                policies.Passkey = new PasskeyPolicy { Profiles = [profile], DefaultProfile = profile.Id };
                break;
            case "too many passkeys":
                for (byte i = 0; i < 10; i++)
                {
                    tenant.Simulator.Directory.AddPasskey(user, new($"x{i}", (byte[])[i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], "earlier", Guid.Empty, DateTimeOffset.UnixEpoch, new byte[77], "none"));
                }

                break;
            case "privileged user":
                user.IsPrivileged = true;
                break;
        }
    }

    private SimulatedUser AddUser() => tenant.Simulator.Directory.Find(tenant.AddUser().ToString())!;

    private int Billed(SimulatedUser user) => tenant.Simulator.Events.Count(SimulatorEventKinds.PasskeyOptionsIssued, user.UserPrincipalName)
        + tenant.Simulator.Events.Count(SimulatorEventKinds.PasskeyRegistered, user.UserPrincipalName)
        + tenant.Simulator.Events.Count(SimulatorEventKinds.PasskeysRead, user.UserPrincipalName)
        + tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassesRead, user.UserPrincipalName);

    private Task<ProvisioningRecord> RunAsync(SimulatedUser user, string? name = null) => RunAsync(tenant, user, name);

    private async Task<ProvisioningRecord> RunAsync(SimulatedTenant of, SimulatedUser user, string? name = null, string? requestId = null, TimeProvider? time = null, IPasskeyVault? into = null)
    {
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Registrar = of.Graph,
                Passkeys = of.Graph,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory(), new SoftwareAuthenticatorOptions { Aaguid = Model }),
                Vault = into ?? vault,
                Journal = new InMemoryJournal(),
                Time = time ?? TimeProvider.System,
            },
            new ProvisionerOptions { AllowsVolatileVault = true, DirectoryPatience = TimeSpan.FromSeconds(2) });
        var request = new ProvisioningRequest(name ?? user.UserPrincipalName) { Mode = ProvisioningMode.Direct };
        return await provisioner.ProvisionAsync(requestId is null ? request : request with { Id = requestId }, null, Token);
    }

    private sealed class SlowVault(IPasskeyVault inner, Action afterKeeping) : IPasskeyVault
    {
        public bool IsDurable => inner.IsDurable;

        public async Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
        {
            await inner.KeepPendingAsync(passkey, privateKey, cancellationToken);
            afterKeeping();
        }

        public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) => inner.ActivateAsync(credentialId, cancellationToken);

        public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => inner.RemoveAsync(credentialId, cancellationToken);

        public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
    }
}
