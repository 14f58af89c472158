using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>A log that grew for years: more than the browser's storage for settings takes.</summary>
[Trait("Duration", "Long")]
public sealed class LargeLogTests(PublishedExtension extension)
{
    private const int Runs = 4000;

    // What a run wrote, again and again, each time a minute earlier; returns how much it is.
    private const string Fill = """
        async (runs) => {
          const result = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
          const transaction = (await result(indexedDB.open('journal', 1))).transaction('journal', 'readwrite');
          const over = new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onabort: () => reject(transaction.error) }));
          const entries = transaction.objectStore('journal');
          const [keys, run] = [await result(entries.getAllKeys()), await result(entries.getAll())];
          let bytes = 0;
          for (let back = 1; back <= runs; back++) {
            run.forEach(({ request, text }, place) => {
              const earlier = text.replaceAll(request, `earlier-${back}`).replace(/("at":")([^"]+)/, (_, name, at) => name + new Date(Date.parse(at) - back * 60000).toISOString());
              entries.put({ request: `earlier-${back}`, text: earlier }, keys[place] - back * 60000000);
              bytes += earlier.length;
            });
          }
          await over;
          return bytes;
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_go_on_and_everything_can_be_read_found_exported_and_cleared()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        (await world.ProvisionAsync(world.AddUser())).Value.IsDone.ShouldBeTrue();
        var filling = await world.OpenAsync("log.html");
        await filling.Locator("ol.log > li").WaitForAsync();
        (await filling.EvaluateAsync<long>(Fill, Runs)).ShouldBeGreaterThan(10 * 1024 * 1024);
        await filling.CloseAsync();

        // Whoever looks on sees the run that is at work.
        var log = await world.OpenAsync("log.html");
        log.SetDefaultTimeout((float)ExtensionWorld.Patience.TotalMilliseconds);
        var results = log.Locator("ol.log > li");
        await results.Nth(199).WaitForAsync();
        (await results.CountAsync()).ShouldBe(200);
        (await world.ProvisionAsync(world.AddUser("bob"))).Value.IsDone.ShouldBeTrue();
        await results.First.Filter(new() { HasText = "bob@contoso" }).Locator(".outcome", new() { HasText = "Done" }).WaitForAsync();

        await log.GetByRole(AriaRole.Button, new() { Name = "Show older results" }).ClickAsync();
        await results.Nth(400).WaitForAsync();
        (await results.CountAsync()).ShouldBe(401);

        await log.GetByRole(AriaRole.Searchbox).FillAsync("bob@");
        await log.GetByRole(AriaRole.Status).GetByText("total: 1 ", new() { Exact = false }).WaitForAsync();
        await log.GetByRole(AriaRole.Searchbox).FillAsync("");

        var download = await log.RunAndWaitForDownloadAsync(() => log.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync());
        var exported = await File.ReadAllLinesAsync(await download.PathAsync(), Token);
        exported.Length.ShouldBe(Runs + 3);
        exported.Skip(1).ShouldAllBe(line => line.Contains(",done,", StringComparison.Ordinal));

        await log.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await log.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await results.First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await log.ReloadAsync();
        await log.GetByText("total: 0 ").WaitForAsync();
    }
}
