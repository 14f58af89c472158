using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>Runs that are killed at every moment there is, and what the next run makes of it.</summary>
public sealed class KilledRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public enum Afterwards
    {
        /// <summary>The page ends with the process.</summary>
        Nothing,

        /// <summary>The browser lives on, and what the page has got is registered before the next run begins.</summary>
        PageCompletes,

        /// <summary>The window is closed, and the registration failed, as it did before the kill.</summary>
        RegistrationFails,
    }

    [Theory]
    [InlineData(Afterwards.Nothing)]
    [InlineData(Afterwards.PageCompletes)]
    [InlineData(Afterwards.RegistrationFails)]
    public async Task Killed_at_any_moment_the_same_request_comes_to_one_passkey_with_its_key(Afterwards afterwards)
    {
        for (var moment = 1; ; moment++)
        {
            var scene = new Scene(afterwards);
            var request = new ProvisioningRequest(RunBench.User);
            var wasKilled = await scene.RunAsync(request, moment) is null;
            scene.AfterTheKill();

            var resumed = (await scene.RunAsync(request))!;

            await scene.ShouldHoldAsync();
            scene.Tenant.Passkeys.Count.ShouldBeLessThanOrEqualTo(1);
            if (resumed.Verdict != ProvisioningVerdict.Succeeded)
            {
                // What may still come is waited for, and named; a second passkey is not made meanwhile.
                resumed.Verdict.ShouldBe(afterwards == Afterwards.RegistrationFails && !wasKilled ? ProvisioningVerdict.Failed : resumed.Verdict);
                scene.Time.Advance(VaultSettler.DefaultGrace + TimeSpan.FromMinutes(1));
                resumed = (await scene.RunAsync(request))!;
            }

            resumed.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, $"moment {moment}: {resumed.Error}");
            resumed.PasskeyId.ShouldBe(scene.Tenant.Passkeys.ShouldHaveSingleItem().Id);
            resumed.CredentialId.ShouldNotBeNull();
            (await scene.Vault.ListAsync(Token)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Active);
            if (!wasKilled)
            {
                moment.ShouldBeGreaterThan(30);
                return;
            }
        }
    }

    [Theory]
    [InlineData(Afterwards.Nothing)]
    [InlineData(Afterwards.PageCompletes)]
    public async Task Killed_at_any_moment_another_request_of_the_user_settles_what_was_left(Afterwards afterwards)
    {
        for (var moment = 1; ; moment++)
        {
            var scene = new Scene(afterwards);
            var wasKilled = await scene.RunAsync(new(RunBench.User), moment) is null;
            scene.AfterTheKill();
            scene.Time.Advance(VaultSettler.DefaultGrace);
            var before = scene.Tenant.Passkeys.Count;

            var next = (await scene.RunAsync(new(RunBench.User)))!;

            next.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, next.Error?.ToString());
            scene.Tenant.Passkeys.Count.ShouldBe(before + 1);
            var kept = await scene.Vault.ListAsync(Token);
            kept.Count.ShouldBe(before + 1);
            kept.ShouldAllBe(passkey => passkey.State == VaultedPasskeyState.Active);
            if (!wasKilled)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Killed_again_while_it_settles_the_next_run_settles_the_rest()
    {
        for (var moment = 1; moment < 14; moment++)
        {
            var scene = new Scene(Afterwards.PageCompletes);
            var request = new ProvisioningRequest(RunBench.User);
            await scene.LeaveAsync(request);
            scene.AfterTheKill();
            await scene.RunAsync(request, moment);

            var record = (await scene.RunAsync(request))!;

            record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
            scene.Tenant.Passkeys.Count.ShouldBe(1);
            await scene.ShouldHoldAsync();
        }
    }

    [Fact]
    public async Task A_directory_that_is_silent_leaves_the_key_and_no_second_passkey_is_made()
    {
        var scene = new Scene(Afterwards.Nothing);
        var request = new ProvisioningRequest(RunBench.User);
        await scene.LeaveAsync(request);
        scene.Tenant.OnListPasskeys = () => ProvisioningError.Of(ErrorCodes.TenantUnreachable);
        scene.Time.Advance(TimeSpan.FromDays(1));

        var record = (await scene.RunAsync(request))!;

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        record.Error!.Message.ShouldContain("tenant.unreachable");
        scene.Browser!.Opened.ShouldBeEmpty();
        (await scene.Vault.ListAsync(Token)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    [Fact]
    public async Task A_key_that_stays_in_doubt_is_named_in_the_journal()
    {
        var scene = new Scene(Afterwards.Nothing);
        var earlier = new ProvisioningRequest(RunBench.User);
        await scene.LeaveAsync(earlier);

        var record = (await scene.RunAsync(new(RunBench.User)))!;

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.Error.ShouldBeNull();
        var named = scene.Journal.Entries.OfType<JournalEntry.PasskeySettled>().Single();
        named.MadeFor.ShouldBe(earlier.Id);
        named.Settlement.ShouldBe(PasskeySettlement.Pending);
        named.Error!.Code.ShouldBe(ErrorCodes.PasskeyUnconfirmed);
        (await scene.Vault.ListAsync(Token)).Count(passkey => passkey.State == VaultedPasskeyState.Pending).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_whose_passkey_was_confirmed_before_is_not_done_twice_even_if_the_directory_forgot_it()
    {
        var scene = new Scene(Afterwards.Nothing);
        var request = new ProvisioningRequest(RunBench.User);
        (await scene.RunAsync(request))!.IsDone.ShouldBeTrue();
        scene.Tenant.Passkeys.Clear();
        scene.Time.Advance(TimeSpan.FromDays(40));

        var record = (await scene.RunAsync(request))!;

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await scene.Vault.ListAsync(Token)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task A_vault_that_fails_is_no_reason_to_go_on()
    {
        var scene = new Scene(Afterwards.Nothing) { VaultIsBroken = true };

        var record = (await scene.RunAsync(new(RunBench.User)))!;

        record.Error!.Code.ShouldBe(ErrorCodes.VaultFailed);
        scene.Tenant.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_resumption_never_removes_the_key()
    {
        var scene = new Scene(Afterwards.Nothing);
        var request = new ProvisioningRequest(RunBench.User);
        await scene.LeaveAsync(request);
        using var cancellation = new CancellationTokenSource();
        scene.Tenant.OnListPasskeys = () =>
        {
            cancellation.Cancel();
            return null;
        };

        var record = (await scene.RunAsync(request, cancellationToken: cancellation.Token))!;

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        (await scene.Vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    /// <summary>What outlives a process: the tenant, the vault, the journal, time.</summary>
    private sealed class Scene(Afterwards afterwards)
    {
        private string? shown;

        public FakeTenant Tenant { get; } = new();

        public InMemoryVault Vault { get; } = new();

        public InMemoryJournal Journal { get; } = new();

        public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

        public ScriptedBrowser? Browser { get; private set; }

        public bool VaultIsBroken { get; init; }

        /// <returns>The record; null if it was killed.</returns>
        public async Task<ProvisioningRecord?> RunAsync(ProvisioningRequest request, int moment = int.MaxValue, CancellationToken? cancellationToken = null)
        {
            var kill = new KillSwitch(moment);
            var mayFail = afterwards == Afterwards.RegistrationFails && shown is null && Journal.Entries.Count == 0;
            Browser = Pages(kill, registers: !mayFail);

            // A killed process has its own clock, which stops with it.
            var tenant = new MortalTenant(Tenant, kill);
            using var bench = new RunBench
            {
                OtherVault = VaultIsBroken ? new BrokenVault() : new MortalVault(Vault, kill),
                OtherDirectory = tenant,
                OtherIssuer = tenant,
                OtherJournal = new MortalJournal(Journal, kill),
                Authenticator = new MortalAuthenticator(new SoftwareAuthenticator(new PasskeyKeyFactory()), kill),
                Time = Time,
            };
            var running = bench.Provisioner(Browser).ProvisionAsync(request, null, cancellationToken ?? Token);
            return await Task.WhenAny(running, kill.Killed) == running ? await running : null;
        }

        /// <summary>Leaves a key that the page has got, and that is not registered.</summary>
        public async Task LeaveAsync(ProvisioningRequest request)
        {
            for (var moment = 1; shown is null; moment++)
            {
                foreach (var passkey in await Vault.ListAsync(Token))
                {
                    await Vault.RemoveAsync(passkey.CredentialId, Token);
                }

                Tenant.Passes.Clear();
                (await RunAsync(request, moment)).ShouldBeNull();
            }

            Tenant.Passes.Clear();
            Tenant.Passkeys.ShouldBeEmpty();
        }

        public void AfterTheKill()
        {
            // The pass of the killed run has been used up, or runs out.
            Tenant.Passes.Clear();
            if (afterwards == Afterwards.PageCompletes && shown is { } id && Tenant.Passkeys.Count == 0)
            {
                Register(id);
            }
        }

        /// <summary>No key of a registered passkey is missing, and no key of an unregistered one is active.</summary>
        public async Task ShouldHoldAsync()
        {
            var kept = await Vault.ListAsync(Token);
            var registered = Tenant.Passkeys.Select(passkey => passkey.Id[..^1]).ToList();
            registered.ShouldAllBe(id => kept.Any(passkey => passkey.CredentialId == id));
            kept.Where(passkey => passkey.State == VaultedPasskeyState.Active).ShouldAllBe(passkey => registered.Contains(passkey.CredentialId));
        }

        private void Register(string id) => Tenant.Passkeys.Add(new DirectoryPasskey($"{id}{(4 - (id.Length % 4)) % 4}", "Provisioned passkey", Time.GetUtcNow(), Guid.Empty));

        private ScriptedBrowser Pages(KillSwitch kill, bool registers)
        {
            string? got = null;
            var pages = registers ? FlowPages.Smooth : [.. FlowPages.Smooth.Take(FlowPages.CeremonyIndex + 1), new PageObservation.Closed()];
            return new ScriptedBrowser(pages)
            {
                BeforePage = async (index, handler, token) =>
                {
                    await kill.PassAsync();
                    if (index == FlowPages.CeremonyIndex + 1)
                    {
                        using var reply = await RunBench.PlayCeremonyAsync(handler, RunBench.User, token);
                        shown = got = reply.RootElement.GetProperty("credential").GetProperty("id").GetString()!;
                        await kill.PassAsync();
                    }

                    if (registers && index == pages.Count - 1 && got is not null && Tenant.Passkeys.All(passkey => passkey.Id[..^1] != got))
                    {
                        Register(got);
                        await kill.PassAsync();
                    }
                },
            };
        }
    }

    private sealed class BrokenVault : IPasskeyVault
    {
        public bool IsDurable => true;

        public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken) => throw Failed();

        public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) => throw Failed();

        public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => throw Failed();

        public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => throw Failed();

        private static ProvisioningException Failed() => new(ProvisioningError.Of(ErrorCodes.VaultFailed));
    }
}
