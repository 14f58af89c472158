using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.ConsoleRunner.Verbs;

namespace IdMelon.Provisioning.ConsoleRunner;

/// <summary>Reads the arguments, runs the verb and turns whatever ends it into an exit code.</summary>
internal static class CommandLine
{
    private const string Description = """
        Gives Microsoft Entra ID users a passkey, using a Temporary Access Pass and a private browser window.

        Exit codes: 0 all well; 1 finished, but not all well; 2 wrong use or configuration; 3 refused before starting; 130 cancelled.
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var root = new RootCommand(Description) { DemoVerb.Create(), ProvisionVerb.Create(), DoctorVerb.Create(), SimulatorVerb.Create(), LogVerb.Create(), VaultVerb.Create(), PasskeysVerb.Create(), AuditVerb.Create(), RecognizeVerb.Create(), PacksVerb.Create() };

        // A sign-in name may begin with @, which is no response file here.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var line in Complaints(args, parsed))
            {
                Console.Error.WriteLine(TerminalText.Clean(line));
            }

            Console.Error.WriteLine($"Try: idmelon-provision {VerbOf(parsed)}--help");
            return ExitCodes.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (ProvisioningException exception)
        {
            Console.Error.WriteLine(TerminalText.Clean(exception.Error.ToString()));
            return exception.Error.Code is ErrorCodes.ConfigurationInvalid or ErrorCodes.PackBroken or ErrorCodes.VaultRecipientInvalid or ErrorCodes.VaultKeyWrong or ErrorCodes.EvidenceKeyInvalid ? ExitCodes.WrongUse : ExitCodes.Refused;
        }
    }

    private static string VerbOf(ParseResult parsed)
    {
        var verb = "";
        for (var result = parsed.CommandResult; result is { Command: not RootCommand }; result = result.Parent as CommandResult)
        {
            verb = $"{result.Command.Name} {verb}";
        }

        return verb;
    }

    // The parser quotes what it does not know, and that must not be a secret.
    private static IEnumerable<string> Complaints(string[] args, ParseResult parsed) =>
        args.Any(arg => arg.Contains("secret", StringComparison.OrdinalIgnoreCase))
            ? ["A secret is never given on the command line, where others can see it: use IDMELON_TENANT__CLIENTSECRET or appsettings.json."]
            : parsed.Errors.SelectMany(error => error.Message.Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
