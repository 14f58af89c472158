using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Provisions users of a tenant from configuration, or of a simulator that runs elsewhere on this machine.</summary>
internal static class ProvisionVerb
{
    private const string Description =
        "Gives users of a tenant a passkey each. The tenant comes from appsettings.json, environment variables (IDMELON_TENANT__ID, …) and options. "
        + "A real tenant is refused (exit code 3) as long as there is no durable vault for the keys.";

    public static Command Create()
    {
        var users = new Option<string[]>("--user") { Description = "The sign-in name of a user; may be given several times.", HelpName = "UPN", Required = true };
        users.Validators.Add(result =>
        {
            var names = new HashSet<UserPrincipalName>();
            foreach (var token in result.Tokens)
            {
                if (!UserPrincipalName.TryParse(token.Value, out var name))
                {
                    result.AddError($"'{token.Value}' is no sign-in name such as ada@contoso.com.");
                }
                else if (!names.Add(name))
                {
                    result.AddError($"{name} is given twice.");
                }
            }
        });
        var tenant = new Option<string?>("--tenant") { Description = "The tenant's id or domain.", HelpName = "ID" };
        var client = new Option<string?>("--client-id") { Description = "The id of the application that may issue access passes and list passkeys.", HelpName = "ID" };
        var cloud = new Option<string?>("--cloud") { Description = $"The cloud: {string.Join(", ", EntraCloud.All)}.", HelpName = "NAME" };
        cloud.AcceptOnlyFromAmong([.. EntraCloud.All.Select(known => known.Name)]);
        var simulator = new Option<string?>("--simulator") { Description = "The connection file that a running 'simulator' has written; takes the place of a tenant.", HelpName = "FILE" };
        var common = new CommonOptions();
        var command = new Command("provision", Description) { users, tenant, client, cloud, simulator };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(simulator) is not null && (result.GetResult(tenant) ?? result.GetResult(client) ?? result.GetResult(cloud)) is not null)
            {
                result.AddError("--simulator takes the place of --tenant, --client-id and --cloud.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = common.Read(parsed);
            var connection = parsed.GetValue(simulator) is { } file
                ? SimulatorConnection.Read(file).Connect()
                : TenantSettings.Read(parsed.GetValue(tenant), parsed.GetValue(client), parsed.GetValue(cloud));
            using var loggers = Loggers.Create(settings.Verbose);
            var requests = parsed.GetRequiredValue(users).Select(user => new ProvisioningRequest(user) { Mode = ProvisioningMode.Automatic, Authenticator = settings.Authenticator, HandOver = settings.HandOver });
            return await new BatchRun(settings, loggers).RunAsync(connection, [.. requests], cancellationToken);
        });
        return command;
    }
}
