using System.CommandLine;
using System.Globalization;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Tells before anything is touched whether users can be given passkeys, and if not, why and what to change.</summary>
internal static class DoctorVerb
{
    private const string Description =
        "Tells whether users can be given a passkey, and if not, why and what to change where in the portal. It only reads. "
        + "Exit code 0 if every user will get one (warnings allowed), 1 if somebody is blocked or it cannot be told, 3 if the tenant could not be asked.";

    public static Command Create()
    {
        var users = new UserOptions();
        var tenant = new TenantOptions();
        var mode = new Option<string?>("--mode") { Description = "The mode that is meant; without it a user needs one mode that works.", HelpName = "automatic|direct" };
        var deep = new Option<bool>("--deep") { Description = "Asks for the users' access passes and passkeys too: two calls per user, of which Graph takes 5 in 10 s." };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object on one line: tenant, total, works, blocked, unknown, users with outcome, modes and findings (code, severity, modes, cause, remedy)." };
        var verbose = CommonOptions.Verbose();
        mode.AcceptOnlyFromAmong("automatic", "direct");
        var command = new Command("doctor", Description) { mode, deep, json, verbose };
        users.AddTo(command);
        tenant.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var connection = tenant.Read(parsed);
            var names = await users.ReadAsync(parsed, cancellationToken);
            using var loggers = Loggers.Create(parsed.GetValue(verbose));
            using var handler = connection.Simulator?.CreateHandler();
            using var graph = Adapters.OpenTenant(connection, handler, loggers);
            var isDeep = parsed.GetValue(deep);
            if (isDeep)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Access passes and passkeys of {names.Count} users take at least {DoctorView.Span(Examiner.DurationOf(names.Count))}: Graph takes 5 such calls in 10 s."));
            }

            var examiner = new Examiner(graph, connection.Cloud, done => Tell(done, names.Count, every: isDeep ? 50 : 1000));
            return await RunAsync(examiner, names, parsed.GetValue(mode) is { } wanted ? Enum.Parse<ProvisioningMode>(wanted, ignoreCase: true) : null, isDeep, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Examiner examiner, IReadOnlyList<UserPrincipalName> users, ProvisioningMode? mode, bool isDeep, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var examination = await examiner.ExamineAsync(users, mode, isDeep, cancellationToken);
            if (json)
            {
                Console.Out.WriteLine(DoctorJson.Write(examination));
            }
            else
            {
                DoctorView.Write(Consoles.Output(), examination);
            }

            return examination.IsAllWell ? ExitCodes.AllWell : ExitCodes.NotAllWell;
        }
        catch (ProvisioningException exception) when (json)
        {
            Console.Error.WriteLine(TerminalText.Clean(exception.Error.ToString()));
            Console.Out.WriteLine(DoctorJson.Write(exception.Error));
            return ExitCodes.Refused;
        }
    }

    private static void Tell(int done, int total, int every)
    {
        if (done % every == 0 && done < total)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {total} users read."));
        }
    }
}
