using System.Buffers.Text;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Tests.Running;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Windows that play the pages of a smooth run, and register what is made there.</summary>
internal sealed class PlayedBrowsers(EntraSimulator simulator, IPasskeyVault vault) : IBrowserSessionFactory
{
    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        var (pages, account) = (FlowPages.Smooth, options.Account!);
        return new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == FlowPages.CeremonyIndex + 1)
                {
                    await handler.HandleAsync(new PasskeyCall($"https://{FlowPages.WebAuthnHost}", $"https://{FlowPages.WebAuthnHost}", FlowPages.CreateMessage(account)), token);
                }

                if (index == pages.Count - 1)
                {
                    var made = (await vault.ListOfUserAsync(account, token)).Single();
                    var id = Base64Url.DecodeFromChars(made.CredentialId);
                    simulator.Directory.AddPasskey(simulator.Directory.Find(account)!, new(made.CredentialId, id, "Provisioned passkey", made.Aaguid, made.Created, new byte[77], "none"));
                }
            },
        }.OpenAsync(options, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
