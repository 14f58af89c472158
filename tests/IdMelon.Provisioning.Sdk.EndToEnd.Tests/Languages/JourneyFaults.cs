using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>What no journey may show, however it ends.</summary>
internal static class JourneyFaults
{
    private static readonly string[] Misfortunes =
    [
        SimulatorEventKinds.SecurityInfoMethodDeleted, SimulatorEventKinds.PasskeySignInStarted, SimulatorEventKinds.SignInRefused, SimulatorEventKinds.AccessPassRefused,
        SimulatorEventKinds.CeremonyRefused, SimulatorEventKinds.CeremonyFailed, SimulatorEventKinds.RegistrationRefused, SimulatorEventKinds.SecurityInfoRefused, SimulatorEventKinds.Fault,
    ];

    /// <summary>Everything that was done is told of by the page that it was done to, and is right there.</summary>
    public static IEnumerable<string> OfUses(IReadOnlyList<ControlUse> uses, int acted) => Failing(
        (uses.Count == acted, $"{acted} acts, of which the pages saw {uses.Count}: {string.Join(", ", uses)}"),
        (!AllowedUses.Wrong(uses).Any(), $"wrong: {string.Join(", ", AllowedUses.Wrong(uses))}"),
        (uses.Count(use => use is { Use: "filled", Control: ["accesspass"] }) <= 1, "the pass was typed twice"));

    /// <summary>Nothing went wrong in the tenant.</summary>
    public static IEnumerable<string> OfEvents(IEnumerable<SimulatorEvent> events) =>
        events.Where(entry => Misfortunes.Contains(entry.Kind)).Select(entry => $"{entry.Kind}: {entry.Text}");

    /// <summary>What is not done names its cause and leaves nothing: no pass that works, no window, no passkey, no key.</summary>
    public static IEnumerable<string> OfEnding(ProvisioningRecord record, SimulatedUser user, int passkeys, int keys, int windows) => Failing(
        (record.Verdict == (record.IsDone ? ProvisioningVerdict.Succeeded : ProvisioningVerdict.Failed), $"the verdict is {record.Verdict}"),
        (record.IsDone == (record.Error is null), $"the error is {record.Error}"),
        (record.IsDone || !string.IsNullOrEmpty(record.Error?.Remedy), "there is no remedy"),
        (record.Leftover is null, $"left behind: {record.Leftover}"),
        (passkeys == (record.IsDone ? 1 : 0), $"{passkeys} passkeys"),
        (keys == (record.IsDone ? 1 : 0), $"{keys} keys"),
        (user.AccessPass is null or { UsedDateTime: not null }, "the pass still works"),
        (windows == 0, $"{windows} windows are open"));

    /// <summary>Pages come in the language that is expected of them.</summary>
    public static IEnumerable<string> OfLanguages(JourneyResult result)
    {
        var seen = result.Rows.Select(row => row.Page?.Language).OfType<string>().Distinct().ToList();
        var wanted = result.Journey.IsHonoured ? "en" : result.Journey.Language;
        return Failing((seen.Count == 1 && seen[0] == wanted, $"the pages came in {string.Join(", ", seen)}"));
    }

    private static IEnumerable<string> Failing(params (bool Holds, string Fault)[] checks) => checks.Where(check => !check.Holds).Select(check => check.Fault);
}
