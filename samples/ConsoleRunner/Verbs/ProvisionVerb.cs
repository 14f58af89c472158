using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Provisions users of a tenant from configuration, or of a simulator that runs elsewhere on this machine.</summary>
internal static class ProvisionVerb
{
    private const string Description =
        "Gives users of a tenant a passkey each. The tenant comes from appsettings.json, environment variables (IDMELON_TENANT__ID, …) and options. "
        + "A real tenant is refused (exit code 3) without a vault for the keys: --vault and --recipient, or Vault:Folder and Vault:Recipients.";

    public static Command Create()
    {
        var users = new UserOptions();
        var tenant = new TenantOptions();
        var common = new CommonOptions("auto");
        var command = new Command("provision", Description);
        users.AddTo(command);
        tenant.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = common.Read(parsed, VaultSettings.Configured());
            var connection = tenant.Read(parsed);
            var names = await users.ReadAsync(parsed, cancellationToken);
            using var loggers = Loggers.Create(settings.Verbose);
            var requests = names.Select(user => new ProvisioningRequest(user) { Mode = settings.Mode, Authenticator = settings.Authenticator, HandOver = settings.HandOver, AccessPass = settings.AccessPass });
            return await new BatchRun(settings, loggers).RunAsync(connection, [.. requests], cancellationToken);
        });
        return command;
    }
}
