using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Runs the local tenant in the foreground.</summary>
internal static class SimulatorVerb
{
    public static Command Create()
    {
        var options = new SimulatorOptions();
        var users = new Option<int>("--users") { Description = "How many users to make.", HelpName = "N", DefaultValueFactory = _ => 3 };
        users.Between(0, DemoUsers.Most);
        var file = new Option<string>("--connection")
        {
            Description = $"Where to write how to connect, for 'provision --simulator'; {SimulatorConnection.AuthorityFile} is written beside it. Readable by their owner only; removed at the end.",
            HelpName = "FILE",
            DefaultValueFactory = _ => Path.Combine(StateFolder.Default, "simulator.json"),
        };
        var verbose = CommonOptions.Verbose();
        var command = new Command("simulator", "Runs a local tenant on the loopback address and tells how to reach it. Ctrl+C is its regular end (exit code 0); everything in it is then forgotten.");
        foreach (var option in (IEnumerable<Option>)[.. options.All, users, file, verbose])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var loggers = Loggers.Create(parsed.GetValue(verbose));
            await using var simulator = await StartAsync(options.Read(parsed), loggers, cancellationToken);
            options.Apply(parsed, simulator);
            var added = DemoUsers.Add(simulator.Directory, simulator.Tenant.Name, parsed.GetValue(users));
            return await RunAsync(simulator, options.CloudIn(parsed), added, Path.GetFullPath(parsed.GetRequiredValue(file)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(EntraSimulator simulator, EntraCloud cloud, IReadOnlyList<SimulatedUser> users, string file, CancellationToken cancellationToken)
    {
        var connection = SimulatorConnection.Of(simulator, cloud);
        StateFolder.Create(Path.GetDirectoryName(file)!);
        try
        {
            connection.Write(file);
            Tell(simulator, cloud, users, file);
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

    private static async Task<EntraSimulator> StartAsync(EntraSimulatorOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        options.LoggerFactory = loggers;
        try
        {
            return await EntraSimulator.StartAsync(options, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"Port {options.Port} is not free."), exception);
        }
    }

    private static void Tell(EntraSimulator simulator, EntraCloud cloud, IReadOnlyList<SimulatedUser> users, string file)
    {
        var output = Console.Out;
        output.WriteLine($"Simulated tenant '{simulator.Tenant.DisplayName}' on https://127.0.0.1:{simulator.Port}, for this machine only.");
        output.WriteLine();
        output.WriteLine($"  Tenant            {simulator.TenantId} ({simulator.Tenant.Name}), cloud {cloud.Name}");
        output.WriteLine($"  Seed              {simulator.Seed} (--seed with it repeats what happens by chance)");
        output.WriteLine($"  Application       {simulator.ClientId} (its secret is in the connection file)");
        output.WriteLine($"  Token endpoint    https://{cloud.AuthorityHost}/{simulator.TenantId}/oauth2/v2.0/token");
        output.WriteLine($"  Graph             https://{cloud.GraphHost}/v1.0");
        output.WriteLine($"  Security info     {cloud.SecurityInfoAddress?.AbsoluteUri ?? "none: its address in this cloud is not known"}");
        output.WriteLine($"  Control           {simulator.ControlAddress} (the token is controlToken in the connection file)");
        output.WriteLine($"  Status page       {simulator.ControlAddress}status (it asks for the same token)");
        output.WriteLine($"  Chromium          {string.Join(' ', simulator.ChromiumArguments.Select(argument => $"'{argument}'"))}");
        output.WriteLine($"  Connection file   {TerminalText.Clean(file)}");
        output.WriteLine($"  Authority         {TerminalText.Clean(SimulatorConnection.AuthorityBeside(file))}");
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
