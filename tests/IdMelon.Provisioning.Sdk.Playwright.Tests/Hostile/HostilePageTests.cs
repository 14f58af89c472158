using System.Diagnostics;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Tests.Recognition.Hostile;

namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>Pages in a real browser that are too long, too deep or never at rest, under the name of the sign-in host and with the facts of its pages.</summary>
[Trait("Duration", "Long")]
public sealed class HostilePageTests(HostileWorld world) : IClassFixture<HostileWorld>
{
    private const string Facts = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"PageID\" content=\"ConvergedSignIn\"><script>var $Config = { pgid: 'ConvergedSignIn' };</script></head><body>";
    private const string View = "<form><div data-viewid=\"56\"><input name=\"accesspass\" type=\"password\"><input type=\"submit\" value=\"Sign in\"></div></form>";

    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    public static TheoryData<string, string> Pages => new()
    {
        { "deep", View + "<script>let at = document.body; for (let i = 0; i < 20000; i++) { const box = document.createElement('div'); at.append(box); at = box; } at.append('x')</script>" },
        { "deep around the view", View + "<script>let at = document.body, view = document.querySelector('form'); for (let i = 0; i < 20000; i++) { const box = document.createElement('div'); at.append(box); at = box; } at.append(view)</script>" },
        { "as deep as a parser goes", View + "<script>let at = document.body; for (let i = 0; i < 500; i++) { const box = document.createElement('div'); at.append(box); at = box; } at.append('x')</script>" },
        { "deep shadows", View + "<script>let at = document.body; for (let i = 0; i < 2000; i++) { const box = document.createElement('div'); at.append(box); at = box.attachShadow({ mode: 'open' }); } at.append('x')</script>" },
        { "2 MB of text", View + "<p id=\"long\"></p><script>document.getElementById('long').textContent = 'x '.repeat(1000000)</script>" },
        { "2 MB of words before the view", "<p id=\"long\"></p>" + View + "<script>document.getElementById('long').textContent = 'Next '.repeat(400000)</script>" },
        { "5,000 buttons", View + "<script>for (let i = 0; i < 5000; i++) document.body.append(document.createElement('button'), 'Next')</script>" },
        { "never at rest", View + "<p id=\"clock\"></p><script>setInterval(() => { document.getElementById('clock').textContent = performance.now(); }, 1)</script>" },
        { "hostile names", View + "<script>for (const text of ['\"]', '\\0', '😀', 'x'.repeat(65536), ' ']) { const box = document.createElement('button'); box.id = box.name = text; box.textContent = text; document.body.append(box); }</script>" },
        { "a lying prototype", View + "<script>Element.prototype.getAttribute = () => 'accesspass'; Element.prototype.getBoundingClientRect = () => ({ width: 9, height: 9, left: 1, top: 1, right: 10, bottom: 10 });</script>" },
        { "a broken prototype", View + "<script>Element.prototype.checkVisibility = () => { throw new Error('no'); };</script>" },
        { "a hostile configuration", View + "<script>$Config = new Proxy({}, { get: (_, name) => name === 'pgid' ? 'ConvergedSignIn' : 'x'.repeat(1e6) });</script>" },
    };

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public async Task A_hostile_page_is_read_or_given_up_and_what_is_offered_may_be_used(string name, string html)
    {
        // Only to end a hang.
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        watchdog.CancelAfter(TimeSpan.FromMinutes(2));
        ArgumentNullException.ThrowIfNull(name);
        var path = "/" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        world.Server.Serve("login.microsoftonline.com", path, Facts + html);
        await using var session = await world.Browsers.OpenAsync(new(), watchdog.Token);
        var started = Stopwatch.GetTimestamp();

        var (page, step) = await SeeAsync(session, new Uri("https://login.microsoftonline.com" + path), watchdog.Token);

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, {page?.Html.Length} characters, {(step is null ? "given up" : ActedSteps.Describe(step))}");
        if (page is not null && step is not null)
        {
            page.Html.Length.ShouldBeLessThan(80_000);
            TargetOracle.Complaints(page, step).ShouldBeEmpty();
        }
    }

    private static async Task<(PageSnapshot? Page, PageStep? Step)> SeeAsync(IBrowserSession session, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var until = new CaptureRequest { Patience = TimeSpan.FromSeconds(3) };
            var observation = await session.StepAsync([new PageAction.Navigate(address)], until, cancellationToken);
            while (observation is PageObservation.DocumentReplaced)
            {
                observation = await session.StepAsync([], until, cancellationToken);
            }

            if (observation is PageObservation.Closed)
            {
                // The browser's own layout gives out before anything of ours does.
                return (null, null);
            }

            var page = observation.ShouldBeOfType<PageObservation.Seen>().Snapshot;
            return (page, Recognizer.Recognize(page));
        }
        catch (ProvisioningException exception)
        {
            // A page that cannot be worked on is told as such, without the page's own words.
            exception.Error.Code.ShouldBe(ErrorCodes.BrowserLost);
            exception.InnerException.ShouldBeNull();
            return (null, null);
        }
    }
}
