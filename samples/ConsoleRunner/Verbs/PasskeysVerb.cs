using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Looks after the passkeys that the directory has.</summary>
internal static class PasskeysVerb
{
    public static Command Create() => new("passkeys", "Looks after passkeys in the directory: lists them, removes one, replaces all of a user's by a new one.")
    {
        CreateList(), CreateRemove(), CreateReplace(),
    };

    private static Command CreateList()
    {
        var users = new UserOptions();
        var json = Json();
        var verbose = CommonOptions.Verbose();
        var tenant = new TenantOptions();
        var command = new Command("list", "Lists the passkeys of users. Exit code 1 if one user's cannot be told.") { json, verbose };
        users.AddTo(command);
        tenant.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var directory = Open(tenant, parsed, verbose);
            var answers = new List<UserPasskeys>();
            foreach (var user in await users.ReadAsync(parsed, cancellationToken))
            {
                answers.Add(new(user, await directory.Tenant.ListPasskeysAsync(user, cancellationToken)));
            }

            PasskeyView.Print(PasskeyView.List(answers, parsed.GetValue(json)));
            return answers.TrueForAll(answer => answer.Passkeys.Succeeded) ? ExitCodes.AllWell : ExitCodes.NotAllWell;
        });
        return command;
    }

    private static Command CreateRemove()
    {
        var users = OneUser();
        var id = new Option<string>("--id") { Description = "The directory's id of the passkey, as 'list' shows it.", HelpName = "ID", Required = true };
        var vault = CommonOptions.Vault(required: false);
        var json = Json();
        var verbose = CommonOptions.Verbose();
        var tenant = new TenantOptions();
        var command = new Command("remove", "Removes a passkey from the directory, and its key from the vault that is named. Whoever holds it cannot sign in with it any more. Exit code 1 if it was not there.") { users, id, vault, json, verbose };
        tenant.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var directory = Open(tenant, parsed, verbose);
            var keys = parsed.GetValue(vault) is { } folder ? SealedFileVault.WithoutRecipients(folder, null, directory.Loggers) : null;
            var user = UserPrincipalName.Parse(parsed.GetRequiredValue(users));
            var removed = (await new PasskeyRemover(directory.Tenant, keys).RemoveAsync(user, parsed.GetRequiredValue(id), cancellationToken)).Value;
            PasskeyView.Print(PasskeyView.Removed(user, parsed.GetRequiredValue(id), removed, parsed.GetValue(json)));
            return removed ? ExitCodes.AllWell : ExitCodes.NotAllWell;
        });
        return command;
    }

    private static Command CreateReplace()
    {
        var users = new UserOptions();
        var tenant = new TenantOptions();
        var common = new CommonOptions("auto");
        var command = new Command("replace", "Gives users a new passkey each, as 'provision' does, and then removes the ones they had. Nothing is removed of a user whose new passkey the directory has not confirmed.");
        users.AddTo(command);
        tenant.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = common.Read(parsed, VaultSettings.Configured());
            var connection = tenant.Read(parsed);
            using var loggers = Loggers.Create(settings.Verbose);
            var names = await users.ReadAsync(parsed, cancellationToken);
            var requests = names.Select(user => new ProvisioningRequest(user) { Mode = settings.Mode, Authenticator = settings.Authenticator, HandOver = settings.HandOver, AccessPass = settings.AccessPass });
            return await new BatchRun(settings, loggers) { ReplacesEarlier = true }.RunAsync(connection, [.. requests], cancellationToken);
        });
        return command;
    }

    private static Option<string> OneUser()
    {
        var user = new Option<string>("--user") { Description = "The sign-in name of the user.", HelpName = "UPN", Required = true };
        user.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !UserPrincipalName.TryParse(token.Value, out _))
            {
                result.AddError($"'{token.Value}' is no sign-in name such as ada@contoso.com.");
            }
        });
        return user;
    }

    private static Option<bool> Json() => new("--json") { Description = "Prints the result as one JSON object on one line." };

    private static OpenDirectory Open(TenantOptions tenant, ParseResult parsed, Option<bool> verbose) => new(tenant.Read(parsed), parsed.GetValue(verbose));
}
