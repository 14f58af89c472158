using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Runs the local tenant in the foreground.</summary>
internal static class SimulatorVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port on the loopback address; 0 takes any free one.", HelpName = "P", DefaultValueFactory = _ => 0 };
        port.Between(0, ushort.MaxValue);
        var users = new Option<int>("--users") { Description = "How many users to make.", HelpName = "N", DefaultValueFactory = _ => 3 };
        users.Between(0, DemoUsers.Most);
        var file = new Option<string>("--connection")
        {
            Description = "Where to write how to connect, for 'provision --simulator'. Readable by its owner only; removed at the end.",
            HelpName = "FILE",
            DefaultValueFactory = _ => Path.Combine(StateFolder.Default, "simulator.json"),
        };
        var verbose = CommonOptions.Verbose();
        var command = new Command("simulator", "Runs a local tenant on the loopback address and tells how to reach it. Ctrl+C is its regular end (exit code 0); everything in it is then forgotten.")
        {
            port, users, file, verbose,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(port), parsed.GetValue(users), Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(verbose), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int port, int count, string file, bool verbose, CancellationToken cancellationToken)
    {
        using var loggers = Loggers.Create(verbose);
        await using var simulator = await StartAsync(new EntraSimulatorOptions { Port = port, LoggerFactory = loggers }, cancellationToken);
        var users = DemoUsers.Add(simulator.Directory, simulator.Tenant.Name, count);
        var connection = SimulatorConnection.Of(simulator);
        StateFolder.Create(Path.GetDirectoryName(file)!);
        connection.Write(file);
        try
        {
            Tell(simulator, users, file);
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(end.SetResult);
            await end.Task;
            return ExitCodes.AllWell;
        }
        finally
        {
            connection.Remove(file);
        }
    }

    private static async Task<EntraSimulator> StartAsync(EntraSimulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await EntraSimulator.StartAsync(options, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"Port {options.Port} is not free."), exception);
        }
    }

    private static void Tell(EntraSimulator simulator, IReadOnlyList<SimulatedUser> users, string file)
    {
        var output = Console.Out;
        output.WriteLine($"Simulated tenant '{simulator.Tenant.DisplayName}' on https://127.0.0.1:{simulator.Port}, for this machine only.");
        output.WriteLine();
        output.WriteLine($"  Tenant            {simulator.TenantId} ({simulator.Tenant.Name})");
        output.WriteLine($"  Application       {simulator.ClientId} (its secret is in the connection file)");
        output.WriteLine($"  Token endpoint    https://{EntraCloud.Public.AuthorityHost}/{simulator.TenantId}/oauth2/v2.0/token");
        output.WriteLine($"  Graph             https://{EntraCloud.Public.GraphHost}/v1.0");
        output.WriteLine($"  Security info     {EntraCloud.Public.SecurityInfoAddress}");
        output.WriteLine($"  Chromium          {string.Join(' ', simulator.ChromiumArguments.Select(argument => $"'{argument}'"))}");
        output.WriteLine($"  Connection file   {TerminalText.Clean(file)}");
        foreach (var user in users)
        {
            output.WriteLine($"  User              {TerminalText.Clean(user.UserPrincipalName)} ({TerminalText.Clean(user.DisplayName)})");
        }

        output.WriteLine();
        output.WriteLine("Give a user a passkey, from another terminal:");
        output.WriteLine($"  idmelon-provision provision --simulator '{TerminalText.Clean(file)}' --user {(users.Count > 0 ? TerminalText.Clean(users[0].UserPrincipalName) : "UPN")}");
        output.WriteLine();
        output.WriteLine("The authority that signs its certificate, for other clients:");
        output.WriteLine(simulator.CertificateAuthority.ExportCertificatePem());
        output.WriteLine();
        output.WriteLine("Ctrl+C ends it.");
        output.Flush();
    }
}
