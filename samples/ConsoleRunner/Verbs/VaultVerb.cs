using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Looks after a vault of sealed keys.</summary>
internal static class VaultVerb
{
    public static Command Create() => new("vault", "Looks after the vault: what is in it, whether it is whole, giving keys out, sealing them anew, settling what killed runs left.")
    {
        CreateList(), CreateVerify(), CreateExport(), CreateRotate(), CreateSettle(),
    };

    private static Command CreateList()
    {
        var (folder, json) = Common();
        var command = new Command("list", "Lists what is kept. Needs no key.") { folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var passkeys = await new SealedVaultReader(parsed.GetRequiredValue(folder)!).ListAsync(cancellationToken);
            return Print(VaultView.List(passkeys, parsed.GetValue(json)), ExitCodes.AllWell);
        });
        return command;
    }

    private static Command CreateVerify()
    {
        var (folder, json) = Common();
        var key = new KeyOptions(required: false);
        var command = new Command("verify", "Checks every entry against the index and its own name and, with a recipient's key, opens it. Exit code 1 if something is damaged.") { folder, json };
        key.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var recipient = key.Read(parsed);
            var report = await new SealedVaultReader(parsed.GetRequiredValue(folder)!).VerifyAsync(recipient, cancellationToken);
            return Print(VaultView.Verified(report, parsed.GetValue(json)), report.IsSound ? ExitCodes.AllWell : ExitCodes.NotAllWell);
        });
        return command;
    }

    private static Command CreateExport()
    {
        var (folder, json) = Common();
        var key = new KeyOptions(required: true);
        var credential = new Option<string>("--credential") { Description = "The credential id, as 'list' shows it.", HelpName = "ID", Required = true };
        var output = new Option<string>("--output") { Description = "The file that the private key is written to in clear (PKCS#8, PEM), for its owner only. It must not exist; standard output is no choice.", HelpName = "FILE", Required = true };
        var command = new Command("export", "Writes one private key in clear. Needs a recipient's key.") { folder, json, credential, output };
        key.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var recipient = key.Read(parsed)!;
            var id = parsed.GetRequiredValue(credential);
            using var opened = await new SealedVaultReader(parsed.GetRequiredValue(folder)!).OpenAsync(id, recipient, cancellationToken)
                ?? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The vault has no credential {id}."));
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            KeyFile.Write(path, opened.PrivateKey);
            return Print(VaultView.Exported(opened.Passkey, path, parsed.GetValue(json)), ExitCodes.AllWell);
        });
        return command;
    }

    private static Command CreateRotate()
    {
        var (folder, json) = Common();
        var key = new KeyOptions(required: true);
        var to = new Option<string[]>("--to") { Description = "The certificate of somebody who may open the keys from now on; may be given several times. All others may not any more.", HelpName = "CERT", Required = true };
        var command = new Command("rotate", "Seals every key anew for other recipients. Needs the key of a present one; may be stopped and repeated. Exit code 1 if an entry stays as it was.") { folder, json, to };
        key.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var recipient = key.Read(parsed)!;
            var recipients = VaultSettings.Configured().Read(parsed.GetRequiredValue(to));
            var report = await new SealedVaultReader(parsed.GetRequiredValue(folder)!).RotateAsync(recipient, recipients, cancellationToken);
            return Print(VaultView.Rotated(report, parsed.GetValue(json)), report.Findings.All(finding => finding.IsRepaired) ? ExitCodes.AllWell : ExitCodes.NotAllWell);
        });
        return command;
    }

    private static Command CreateSettle()
    {
        var (folder, json) = Common();
        var tenant = new TenantOptions();
        var verbose = CommonOptions.Verbose();
        var command = new Command("settle", "Asks the tenant about every key that is pending: keys of registered passkeys become active, those of passkeys that cannot be registered any more are removed. Needs no key. Exit code 1 if one stays pending.") { folder, json, verbose };
        tenant.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var connection = tenant.Read(parsed);
            using var loggers = Loggers.Create(parsed.GetValue(verbose));
            var vault = SealedFileVault.WithoutRecipients(parsed.GetRequiredValue(folder)!, null, loggers);
            using var handler = connection.Simulator?.CreateHandler();
            using var directory = Adapters.OpenTenant(connection, handler, loggers);
            var settled = await new VaultSettler(vault, directory, connection.Cloud, TimeProvider.System).SettleAllAsync(cancellationToken);
            return Print(VaultView.Settled(settled, parsed.GetValue(json)), settled.All(item => item.Settlement != PasskeySettlement.Pending) ? ExitCodes.AllWell : ExitCodes.NotAllWell);
        });
        return command;
    }

    private static (Option<string?> Folder, Option<bool> Json) Common() =>
        (CommonOptions.Vault(required: true), new("--json") { Description = "Prints the result as one JSON object on one line." });

    private static int Print(IEnumerable<string> lines, int code)
    {
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }

        return code;
    }
}
