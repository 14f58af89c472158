using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>Answers the questions: how soon is a simulator there, and what becomes of it when a hundred users come at once?</summary>
/// <remarks>A user is a private window without a browser: pass through Graph, sign-in pages, security info, ceremony, naming, and a look into the directory.</remarks>
internal static class SimulatorLoad
{
    private const int Windows = 100;
    private const int Rounds = 3;
    private const int AllowedStartUp = 500;

    /// <summary>Prints a table.</summary>
    /// <returns>Whether every user got a passkey and the simulator had no fault; and whether it was there in time.</returns>
    public static async Task<(bool IsSound, bool IsSoon)> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var first = await StartUpAsync(cancellationToken);
        var again = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            again.Add(await StartUpAsync(cancellationToken));
        }

        await output.WriteLineAsync("| question | answer |\n| --- | ---: |");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| start-up, first in the process (allowed: {AllowedStartUp} ms) | {first:0} ms |"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| start-up, median of five more | {again.Order().ElementAt(2):0} ms |"));

        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: cancellationToken);
        using var graph = new GraphTenant(new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = simulator.ClientId,
            ClientSecret = new SecretText(simulator.ClientSecret),
            HttpHandler = simulator.CreateHandler(),
            RateGovernor = GraphRateGovernor.Unlimited(),
        });
        var errors = new ConcurrentBag<string>();
        for (var round = 1; round <= Rounds; round++)
        {
            var users = Enumerable.Range(0, Windows).Select(i => simulator.Directory.AddUser($"user-{round}-{i}@contoso.onmicrosoft.com")).ToList();
            var before = GC.GetTotalAllocatedBytes();
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(users.Select(user => VisitAsync(simulator, graph, user, errors, cancellationToken)));
            var seconds = watch.Elapsed.TotalSeconds;
            var allocated = (GC.GetTotalAllocatedBytes() - before) / (double)Windows / 1024;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Windows} users at once, round {round}: passkeys, time, users per second, allocated per user (both sides) | {users.Count(user => user.Passkeys.Count == 1)}, {seconds:0.0} s, {Windows / seconds:0}, {allocated:0} KB |"));
        }

        var faults = simulator.Events.Count(SimulatorEventKinds.Fault);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| errors, faults of the simulator | {errors.Count}, {faults} |"));
        foreach (var error in errors.Distinct().Take(5))
        {
            await output.WriteLineAsync(error);
        }

        return (errors.IsEmpty && faults == 0, first <= AllowedStartUp);
    }

    private static async Task<double> StartUpAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: cancellationToken);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task VisitAsync(EntraSimulator simulator, GraphTenant graph, SimulatedUser user, ConcurrentBag<string> errors, CancellationToken cancellationToken)
    {
        try
        {
            var name = UserPrincipalName.Parse(user.UserPrincipalName);
            var pass = (await graph.IssueAsync(name, new AccessPassWish(), cancellationToken)).Value;
            var handler = (SocketsHttpHandler)simulator.CreateHandler();
            handler.AllowAutoRedirect = false;
            handler.UseCookies = false;
            using var window = new PageClient(handler, "en-US", cancellationToken);
            await window.SignInAsync(user.UserPrincipalName, pass.Secret.Reveal());
            await window.OpenSecurityInfoAsync();
            var answer = await window.RegisterAsync(challenge => new Registration { Challenge = challenge });
            var passkeys = (await graph.ListPasskeysAsync(name, cancellationToken)).Value;
            if ((int)answer["ErrorCode"]! != 0 || passkeys.Count != 1)
            {
                errors.Add($"{answer["ErrorCode"]}, {passkeys.Count} passkeys");
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            errors.Add($"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
