using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Tests.Recognition.Hostile;

namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>Pages of other systems, served to a real browser under the clouds' host names and read by the real script.</summary>
[Trait("Duration", "Long")]
public sealed class LookAlikePageTests(HostileWorld world) : IClassFixture<HostileWorld>
{
    private const int Forms = 24;

    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_of_another_system_is_never_touched_at_sign_in()
    {
        await using var session = await world.Browsers.OpenAsync(new(), Token);
        var touched = new List<string>();

        foreach (var (name, html) in Pages())
        {
            world.Server.Serve("login.microsoftonline.com", $"/{name}/login", html);
            var page = await SeeAsync(session, new Uri($"https://login.microsoftonline.com/{name}/login"));
            page.SecureHost.ShouldBe("login.microsoftonline.com");
            var step = Recognizer.Recognize(page);
            if (ActedSteps.Touches(step))
            {
                touched.Add($"{name}: {ActedSteps.Describe(step)}");
            }
        }

        touched.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_another_system_at_security_info_is_touched_only_where_the_real_page_could_look_the_same()
    {
        await using var session = await world.Browsers.OpenAsync(new(), Token);
        var wrong = new List<string>();

        foreach (var (name, html) in Pages())
        {
            world.Server.Serve("mysignins.microsoft.com", "/security-info", html);
            var page = await SeeAsync(session, new Uri($"https://mysignins.microsoft.com/security-info?{name}"));
            page.SecureHost.ShouldBe("mysignins.microsoft.com");
            wrong.AddRange(SecurityInfoOracle.Complaints(page, Recognizer.Recognize(page)).Select(complaint => $"{name}: {complaint}"));
        }

        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, string Html)> Pages() =>
        LookAlikes.Names.Select(name => (name, LookAlikes.Read(name))).Concat(Enumerable.Range(0, Forms).Select(seed => ($"form{seed}", GenericForms.Write(seed))));

    private static async Task<PageSnapshot> SeeAsync(IBrowserSession session, Uri address)
    {
        var until = new CaptureRequest { Patience = TimeSpan.FromSeconds(3) };
        var observation = await session.StepAsync([new PageAction.Navigate(address)], until, Token);
        while (observation is PageObservation.DocumentReplaced)
        {
            observation = await session.StepAsync([], until, Token);
        }

        return observation.ShouldBeOfType<PageObservation.Seen>().Snapshot;
    }
}
