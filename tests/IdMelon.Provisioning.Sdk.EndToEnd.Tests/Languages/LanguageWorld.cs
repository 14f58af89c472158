using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator.Events;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>A tenant of its own and a Chromium whose own language is the one in question, for one journey after the other.</summary>
internal sealed class LanguageWorld : IAsyncDisposable
{
    /// <summary>How long a page may stand still; one that is not known costs all of it.</summary>
    public static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    /// <summary>What a journey gets that went otherwise than approved, before that counts: on a busy machine a page may need longer.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan TellingLimit = TimeSpan.FromSeconds(10);

    private readonly string language;
    private readonly World world;
    private int acted;
    private int users;

    private LanguageWorld(string language, World world)
    {
        this.language = language;
        this.world = world;
        world.Options.CeremonyPatience = TimeSpan.FromMilliseconds(700);
        world.Browsers.AfterActing = (actions, observation) => acted += observation is PageObservation.Seen { Acted: false } ? 0 : actions.Count(action => action is PageAction.Click or PageAction.Fill);
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

    /// <summary>Goes the way, once more with more patience if it comes out otherwise than approved; with that at once where there is nothing to compare with.</summary>
    public async Task<JourneyResult> GoAsync(Journey journey, Func<JourneyResult, bool> isApproved, CancellationToken cancellationToken)
    {
        if (!ApprovedFile.IsToBeWritten && await GoAsync(journey, ShortPatience, cancellationToken) is { Faults.Count: 0 } first && isApproved(first))
        {
            return first;
        }

        return await GoAsync(journey, LongPatience, cancellationToken);
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
        var result = new JourneyResult(
            journey, record, [.. world.Journal.Entries.OfType<JournalEntry.Transitioned>().Where(row => row.RequestId == record.RequestId)], told, events.Any(entry => entry.Kind == SimulatorEventKinds.SignedIn));
        var keys = (await world.Vault.ListAsync(cancellationToken)).Count(key => key.RequestId == record.RequestId);
        return result with
        {
            Faults =
            [
                .. JourneyFaults.OfUses(told, acted),
                .. JourneyFaults.OfEvents(events),
                .. JourneyFaults.OfEnding(record, user, user.Passkeys.Count - before, keys, world.Browsers.Open),
                .. JourneyFaults.OfLanguages(result),
            ],
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
}
