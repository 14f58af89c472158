using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Puppeteer.Tests;

/// <remarks>Starts a browser of its own, which a test that counts processes must not see.</remarks>
[Collection(nameof(PuppeteerBrowserFactoryTests))]
public sealed class RemoteBrowserTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_browser_is_used_by_its_port_and_left_running()
    {
        var folder = Directory.CreateTempSubdirectory("idmelon-test-");
        using var browser = Start(folder.FullName);
        try
        {
            var address = await AddressAsync(browser);

            for (var i = 0; i < 2; i++)
            {
                // By the port first, by the address of its socket then.
                var place = i == 0 ? new Uri($"http://127.0.0.1:{address.Port}") : address;
                await using var factory = new PuppeteerBrowserFactory(new() { Remote = [new(RemoteBrowserKind.DevTools, place)] });
                await using var session = await factory.OpenAsync(new() { Language = LanguageTag.Parse("de") }, Token);
                (await session.StepAsync([new PageAction.Navigate(new Uri("data:text/html,<h1>Page</h1>"))], new(), Token)).ShouldBeOfType<PageObservation.Seen>().Snapshot.Html.ShouldContain("Page");
            }

            browser.HasExited.ShouldBeFalse();
            await using var last = new PuppeteerBrowserFactory(new() { Remote = [new(RemoteBrowserKind.DevTools, address)] });
            await using var lost = await last.OpenAsync(new(), Token);
            var waiting = lost.StepAsync([], new(), Token);
            // Not its pages before it: these would be told as crashed.
            browser.Kill();
            (await Should.ThrowAsync<ProvisioningException>(() => waiting)).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
            var exception = await Should.ThrowAsync<ProvisioningException>(() => last.OpenAsync(new(), Token));
            (exception.Error.Code, exception.InnerException).ShouldBe((ErrorCodes.BrowserUnavailable, null));
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync(Token);
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("http")]
    [InlineData("ws")]
    public async Task Headers_go_along_and_a_refusal_shows_none_of_them(string scheme)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var place = new RemoteBrowser(RemoteBrowserKind.DevTools, new Uri($"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/path?token=canary"))
        {
            Headers = new Dictionary<string, SecretText> { ["Authorization"] = new("Bearer canary-7f3a") },
        };
        var asked = RefuseAsync(listener);
        await using var factory = new PuppeteerBrowserFactory(new() { Remote = [place] });

        var exception = await Should.ThrowAsync<ProvisioningException>(() => factory.OpenAsync(new(), Token));

        (await asked).ShouldContain("Authorization: Bearer canary-7f3a");
        exception.Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
        exception.ToString().ShouldNotContain("canary");
    }

    private static async Task<string> RefuseAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var stream = client.GetStream();
        var buffer = new byte[8192];
        var length = await stream.ReadAsync(buffer, Token);
        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Token);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static Process Start(string folder)
    {
        string[] arguments = ["--headless=new", "--no-first-run", "--disable-gpu", "--remote-debugging-port=0", $"--user-data-dir={folder}", .. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : []];
        return Process.Start(new ProcessStartInfo(BrowserFinder.Find(), arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    private static async Task<Uri> AddressAsync(Process browser)
    {
        const string Telltale = "DevTools listening on ";
        var line = await browser.StandardError.ReadLineAsync(Token);
        while (line?.StartsWith(Telltale, StringComparison.Ordinal) != true)
        {
            line.ShouldNotBeNull("The browser did not start.");
            line = await browser.StandardError.ReadLineAsync(Token);
        }

        return new Uri(line[Telltale.Length..]);
    }
}
