using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>A tenant of its own and a Chromium whose own language is the one in question, for one journey after the other.</summary>
internal sealed class LanguageWorld : IAsyncDisposable
{
    /// <summary>How long a page may stand still; one that is not known costs all of it.</summary>
    public static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    /// <summary>What a journey gets that went otherwise than approved, before that counts: on a busy machine a page may need longer.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan TellingLimit = TimeSpan.FromSeconds(10);

    private static readonly string[] Misfortunes =
    [
        SimulatorEventKinds.SecurityInfoMethodDeleted, SimulatorEventKinds.PasskeySignInStarted, SimulatorEventKinds.SignInRefused, SimulatorEventKinds.AccessPassRefused,
        SimulatorEventKinds.CeremonyRefused, SimulatorEventKinds.CeremonyFailed, SimulatorEventKinds.RegistrationRefused, SimulatorEventKinds.SecurityInfoRefused, SimulatorEventKinds.Fault,
    ];

    private readonly string language;
    private readonly World world;
    private int acted;
    private int users;

    private LanguageWorld(string language, World world)
    {
        this.language = language;
        this.world = world;
        world.Options.CeremonyPatience = TimeSpan.FromMilliseconds(700);
        world.Browsers.AfterActing = (actions, observation) => acted += observation is PageObservation.Seen { Acted: false } ? 0 : actions.Count(action => action is not PageAction.Navigate);
    }

    public World Plain => world;

    /// <summary>Starts both.</summary>
    public static async Task<LanguageWorld> StartAsync(string language, IStepRecognizer? recognizer = null)
    {
        var world = await World.StartAsync(browser: new PlaywrightBrowserOptions { Arguments = [$"--accept-lang={language}"] });
        world.Recognizer = recognizer;
        return new(language, world);
    }

    /// <summary>Finds out which language a page comes in if nobody asks for one.</summary>
    public async Task<string?> LanguageWithoutAskingAsync(CancellationToken cancellationToken)
    {
        await using var session = await world.Browsers.OpenAsync(new BrowserSessionOptions(), cancellationToken);
        IReadOnlyList<PageAction> actions = [new PageAction.Navigate(world.Options.Cloud.SecurityInfoAddress!)];
        while (true)
        {
            switch (await session.StepAsync(actions, new CaptureRequest { Patience = LongPatience }, cancellationToken))
            {
                case PageObservation.Seen { Snapshot: { SecureHost: "login.microsoftonline.com", IsBuilding: false } page }:
                    return page.Language;
                case PageObservation.Closed:
                    return null;
                default:
                    actions = [];
                    break;
            }
        }
    }

    /// <summary>Goes the way, once more with more patience if it comes out otherwise than expected.</summary>
    public async Task<JourneyResult> GoAsync(Journey journey, Func<JourneyResult, bool> isExpected, CancellationToken cancellationToken)
    {
        var first = await GoAsync(journey, ShortPatience, cancellationToken);
        return isExpected(first) && first.Faults.Count == 0 ? first : await GoAsync(journey, LongPatience, cancellationToken);
    }

    public async Task<JourneyResult> GoAsync(Journey journey, TimeSpan patience, CancellationToken cancellationToken)
    {
        var simulator = world.Simulator;
        var user = world.AddUser($"{language}-{++users}");
        simulator.Pages.Clear();
        simulator.Pages.Era = journey.Era;
        simulator.Pages.Language = journey.IsHonoured ? null : language;
        journey.Detour?.Prepare(world, user);
        world.Options.PagePatience = patience;
        var begin = simulator.Events.Newest;
        var before = user.Passkeys.Count;
        acted = 0;

        var record = await world.Provisioner().ProvisionAsync(new ProvisioningRequest(user.UserPrincipalName), null, cancellationToken);

        var told = await UsesAsync(begin, cancellationToken);
        var events = simulator.Events.After(begin);
        var rows = world.Journal.Entries.OfType<JournalEntry.Transitioned>().Where(row => row.RequestId == record.RequestId).ToList();
        return new JourneyResult(journey, record, rows, told)
        {
            IsSignedIn = events.Any(entry => entry.Kind == SimulatorEventKinds.SignedIn),
            Faults = [.. await FaultsAsync(journey, record, rows, user, before, told, events, cancellationToken)],
        };
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <summary>Waits until the pages have told of everything that was done to them.</summary>
    private async Task<IReadOnlyList<ControlUse>> UsesAsync(long begin, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TellingLimit);
        while (true)
        {
            var newest = world.Simulator.Events.Newest;
            var uses = world.Simulator.Events.After(begin).Where(entry => entry.Kind == SimulatorEventKinds.ControlUsed).Select(ControlUse.Read).ToList();
            if (uses.Count >= acted)
            {
                return uses;
            }

            try
            {
                await world.Simulator.Events.WaitAsync(newest, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return uses;
            }
        }
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(
        Journey journey, ProvisioningRecord record, List<JournalEntry.Transitioned> rows, SimulatedUser user, int before, IReadOnlyList<ControlUse> told, IReadOnlyList<SimulatorEvent> events,
        CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add($"{journey}: {fault}");
            }
        }

        // Everything that was done is seen by the page that it was done to, and is right there.
        Check(told.Count == acted, $"{acted} acts, of which the pages saw {told.Count}: {string.Join(", ", told)}");
        Check(!AllowedUses.Wrong(told).Any(), $"wrong: {string.Join(", ", AllowedUses.Wrong(told))}");
        Check(told.Count(use => use is { Use: "filled", Control: ["accesspass"] }) <= 1, "the pass was typed twice");
        foreach (var misfortune in events.Where(entry => Misfortunes.Contains(entry.Kind)))
        {
            Check(false, $"{misfortune.Kind}: {misfortune.Text}");
        }

        // What is not done names its cause, and leaves nothing: no pass that works, no window, no passkey, no key.
        var keys = (await world.Vault.ListAsync(cancellationToken)).Count(key => key.RequestId == record.RequestId);
        Check(record.Verdict == (record.IsDone ? ProvisioningVerdict.Succeeded : ProvisioningVerdict.Failed), $"the verdict is {record.Verdict}");
        Check(record.IsDone == (record.Error is null), $"the error is {record.Error}");
        Check(record.IsDone || !string.IsNullOrEmpty(record.Error?.Remedy), "there is no remedy");
        Check(record.Leftover is null, $"left behind: {record.Leftover}");
        Check(user.Passkeys.Count - before == (record.IsDone ? 1 : 0), $"{user.Passkeys.Count - before} passkeys");
        Check(keys == (record.IsDone ? 1 : 0), $"{keys} keys");
        Check(user.AccessPass is null or { UsedDateTime: not null }, "the pass still works");
        Check(world.Browsers.Open == 0, "a window is open");

        // Pages come in the language that is expected of them.
        var seen = rows.Select(row => row.Page?.Language).OfType<string>().Distinct().ToList();
        var wanted = journey.IsHonoured ? "en" : language;
        Check(seen.Count > 0 && seen.TrueForAll(tag => tag == wanted), $"the pages came in {string.Join(", ", seen)}");
        return faults;
    }
}
