using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>A browser was lost while it registered a passkey, and nobody knows how far it came: what a further attempt at the request makes of it.</summary>
public sealed class FurtherAttemptTests : IDisposable
{
    private readonly RunBench bench = new();
    private readonly ProvisioningRequest request = new(RunBench.User);
    private string? excluded;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Neither_directory_nor_service_knows_of_it_so_another_is_made_and_the_first_key_is_kept()
    {
        var earlier = await LoseAsync();

        var record = await AgainAsync();

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        record.CredentialId.ShouldNotBe(earlier);
        record.PasskeyId.ShouldBe(bench.Tenant.Passkeys.ShouldHaveSingleItem().Id);
        (await bench.Vault.ListAsync(Token)).ToDictionary(passkey => passkey.CredentialId, passkey => passkey.State).ShouldBe(
            new Dictionary<string, VaultedPasskeyState> { [earlier] = VaultedPasskeyState.Pending, [record.CredentialId!] = VaultedPasskeyState.Active },
            ignoreOrder: true);
        record.Leftover.ShouldBeNull();
    }

    [Fact]
    public async Task The_service_knows_of_it_so_none_is_made()
    {
        excluded = await LoseAsync();

        var record = await AgainAsync();

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await bench.Vault.ListAsync(Token)).ShouldHaveSingleItem().CredentialId.ShouldBe(excluded);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_service_knows_of_it_and_the_directory_shows_it_meanwhile()
    {
        excluded = await LoseAsync();

        var record = await AgainAsync(onCeremony: () => Show(excluded));

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        record.CredentialId.ShouldBe(excluded);
        (await bench.Vault.ListAsync(Token)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task The_directory_shows_it_so_no_window_is_opened()
    {
        Show(await LoseAsync());

        var record = await AgainAsync();

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.RoundTrips.ShouldBe(0);
    }

    [Fact]
    public async Task A_directory_that_says_nothing_leaves_the_doubt()
    {
        await LoseAsync();
        bench.Tenant.OnListPasskeys = () => ProvisioningError.Of(ErrorCodes.TenantUnreachable);

        var record = await AgainAsync();

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        record.RoundTrips.ShouldBe(0);
        (await bench.Vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_first_attempt_repeated_is_no_further_one()
    {
        var earlier = await LoseAsync();

        var record = await bench.RunAsync(Browser(FlowPages.Smooth, registers: true), Token, request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await bench.Vault.ListAsync(Token)).ShouldHaveSingleItem().CredentialId.ShouldBe(earlier);
    }

    [Fact]
    public async Task In_one_process_a_further_attempt_does_not_get_the_answer_of_the_one_in_doubt()
    {
        var pages = FlowPages.Smooth;
        var first = Browser([.. pages.Take(pages.Count - 1), new PageObservation.Closed()], registers: false);
        var second = Browser(pages, registers: true);
        var provisioner = bench.Provisioner(new InTurn(first, second));
        (await provisioner.ProvisionAsync(request, null, Token)).Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await provisioner.ProvisionAsync(request, null, Token)).Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);

        var record = await provisioner.ProvisionAsync(request with { Attempt = 2 }, null, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        (await provisioner.ProvisionAsync(request with { Attempt = 3 }, null, Token)).ShouldBe(record);
        first.Opened.Count.ShouldBe(1);
        second.Opened.Count.ShouldBe(1);
    }

    [Fact]
    public void Attempts_are_counted_from_one() => Should.Throw<ArgumentOutOfRangeException>(() => request with { Attempt = 0 });

    /// <returns>The id of the credential whose name was sent when the window went.</returns>
    private async Task<string> LoseAsync()
    {
        var pages = FlowPages.Smooth;
        var record = await bench.RunAsync(Browser([.. pages.Take(pages.Count - 1), new PageObservation.Closed()], registers: false), Token, request);
        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        return record.CredentialId!;
    }

    private Task<ProvisioningRecord> AgainAsync(Action? onCeremony = null) =>
        bench.RunAsync(Browser(FlowPages.Smooth, registers: true, onCeremony), Token, request with { Attempt = 2 });

    private void Show(string credentialId) => bench.Tenant.Passkeys.Add(new DirectoryPasskey(credentialId + "1", "Provisioned passkey", DateTimeOffset.UtcNow, Guid.Empty));

    private ScriptedBrowser Browser(IReadOnlyList<PageObservation> pages, bool registers, Action? onCeremony = null)
    {
        string? made = null;
        return new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == FlowPages.CeremonyIndex + 1)
                {
                    using var reply = await RunBench.PlayCeremonyAsync(handler, RunBench.User, token, excluded: excluded);
                    made = reply.RootElement.TryGetProperty("credential", out var credential) ? credential.GetProperty("id").GetString() : null;
                    onCeremony?.Invoke();
                }

                if (registers && made is not null && index == pages.Count - 1)
                {
                    Show(made);
                    made = null;
                }
            },
        };
    }

    private sealed class InTurn(params IBrowserSessionFactory[] browsers) : IBrowserSessionFactory
    {
        private int next;

        public BrowserAbilities Abilities => BrowserAbilities.None;

        public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) => browsers[next++].OpenAsync(options, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
