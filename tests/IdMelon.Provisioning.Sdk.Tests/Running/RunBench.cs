using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>Everything a run needs, faked, with real keys.</summary>
internal sealed class RunBench : IDisposable
{
    public const string User = "ada@contoso.com";

    public FakeTenant Tenant { get; } = new();

    public InMemoryVault Vault { get; } = new();

    public InMemoryJournal Journal { get; } = new();

    public IPasskeyVault? OtherVault { get; init; }

    public IPasskeyDirectory? OtherDirectory { get; init; }

    public IProvisioningJournal? OtherJournal { get; init; }

    public IPasskeyAuthenticator Authenticator { get; init; } = new SoftwareAuthenticator(new PasskeyKeyFactory());

    public IAccessPassIssuer? OtherIssuer { get; set; }

    public ProvisionerOptions Options { get; } = new() { AllowsVolatileVault = true, DirectoryPatience = TimeSpan.Zero, AccessPassReadiness = TimeSpan.Zero };

    public IOperator? Operator { get; init; }

    public bool HasDirectory { get; init; } = true;

    public IStuckPageStore? StuckPages { get; init; }

    public ILoggerFactory? Loggers { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The smooth flow, with the page's ceremony played for a user.</summary>
    public ScriptedBrowser Smooth(string? ceremonyUser = null, IReadOnlyList<PageObservation>? pages = null, Func<int, CancellationToken, Task>? beforePage = null)
    {
        pages ??= FlowPages.Smooth;
        return new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (beforePage is not null)
                {
                    await beforePage(index, token);
                }

                if (index == FlowPages.CeremonyIndex + 1)
                {
                    await PlayCeremonyAsync(handler, ceremonyUser ?? User, token);
                }

                if (index < pages.Count && index > 0 && pages[index] is PageObservation.Seen { Snapshot: var page } && page.Html.Contains("Passkey created", StringComparison.Ordinal))
                {
                    Register();
                }
            },
        };
    }

    public void Register()
    {
        var kept = Vault.ListAsync(CancellationToken.None).GetAwaiter().GetResult().Single();
        Tenant.Passkeys.Add(new DirectoryPasskey(kept.CredentialId + "1", "Provisioned passkey", DateTimeOffset.UtcNow, Guid.Empty));
    }

    public static async Task<JsonDocument> PlayCeremonyAsync(IPasskeyCallHandler handler, string user, CancellationToken token, string host = FlowPages.WebAuthnHost, string? excluded = null) =>
        JsonDocument.Parse(await handler.HandleAsync(new PasskeyCall($"https://{host}", $"https://{host}", FlowPages.CreateMessage(user, excluded: excluded)), token));

    public Task<ProvisioningRecord> RunAsync(ScriptedBrowser browser, CancellationToken cancellationToken = default, ProvisioningRequest? request = null) =>
        Provisioner(browser).ProvisionAsync(request ?? new ProvisioningRequest(User), null, cancellationToken);

    public Provisioner Provisioner(IBrowserSessionFactory browser) => new(
        new ProvisioningParts
        {
            Browsers = browser,
            AccessPasses = OtherIssuer ?? Tenant,
            Passkeys = HasDirectory ? OtherDirectory ?? Tenant : null,
            Operator = Operator,
            Authenticator = Authenticator,
            Vault = OtherVault ?? Vault,
            Journal = OtherJournal ?? Journal,
            StuckPages = StuckPages,
            Time = Time,
            Loggers = Loggers,
        },
        Options);

    public void Dispose() => Vault.Dispose();
}
