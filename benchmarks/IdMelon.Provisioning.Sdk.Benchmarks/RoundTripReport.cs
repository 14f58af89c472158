using System.Globalization;
using IdMelon.Provisioning.Simulator.Events;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>Answers the question: how many round trips to the browser does a user cost, and are they more than the pages need?</summary>
internal static class RoundTripReport
{
    private const int Allowance = 3;

    private static readonly (string User, string Language)[] Users = [("ada@contoso.onmicrosoft.com", "en"), ("bert@contoso.onmicrosoft.com", "de"), ("chie@contoso.onmicrosoft.com", "ja")];

    /// <summary>Provisions a user per language, one after the other, and prints what each cost.</summary>
    /// <returns>Whether all are done within the allowance.</returns>
    public static async Task<bool> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var world = await SimulatedWorld.StartAsync(cancellationToken);
        var isKept = true;
        await output.WriteLineAsync("| user | pages in | outcome | round trips | page changes | documents sent | views shown | allowed | ms |\n| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (user, language) in Users)
        {
            var (documents, views) = Shown(world);
            var record = await world.ProvisionAsync(user, language, null, cancellationToken);
            documents = Shown(world).Documents - documents;
            views = Shown(world).Views - views;
            var allowed = record.PageChanges + Allowance;
            isKept &= record.IsDone && record.RoundTrips <= allowed && record.PageChanges <= documents + views;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {user} | {record.Language} | {record.Verdict} {record.Error?.Code} | {record.RoundTrips} | {record.PageChanges} | {documents} | {views} | {allowed} | {record.Duration.TotalMilliseconds:0} |"));
        }

        await output.WriteLineAsync(isKept ? "Within the allowance." : "A user failed, cost more round trips than page changes and three, or saw more page changes than the simulator has shown.");
        return isKept;
    }

    // The window's own count of changes is not taken at its word: the simulator counts what it sends and what its pages show.
    private static (int Documents, int Views) Shown(SimulatedWorld world) =>
        (world.Simulator.Events.Count(SimulatorEventKinds.DocumentSent), world.Simulator.Events.Count(SimulatorEventKinds.ViewShown));
}
