using System.Diagnostics;
using IdMelon.Provisioning;
using IdMelon.Provisioning.AdminPanel.Hosting;
using IdMelon.Provisioning.ExtensionDemo;
using Microsoft.Playwright;

string? extension = null;
var isHeadful = false;
foreach (var argument in args)
{
    if (argument == "--headful")
    {
        isHeadful = true;
    }
    else if (!argument.StartsWith('-') && extension is null)
    {
        extension = Path.GetFullPath(argument);
    }
    else
    {
        extension = null;
        break;
    }
}

if (extension is null || !File.Exists(Path.Combine(extension, "manifest.json")))
{
    Console.Error.WriteLine("Usage: extension-demo FOLDER [--headful], where FOLDER is the published extension.");
    return 2;
}

try
{
    await WalkAsync(extension, isHeadful);
    Console.WriteLine("extension demo: done");
    return 0;
}
catch (Exception exception) when (exception is ProvisioningException or PlaywrightException or TimeoutException)
{
    Console.Error.WriteLine($"extension demo: failed. {exception.Message}");
    return 1;
}

static async Task WalkAsync(string extension, bool isHeadful)
{
    var clock = Stopwatch.StartNew();
    void Say(string text) => Console.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {text}");

    await using var panel = await PanelServer.StartAsync(new PanelSettings(), CancellationToken.None);
    var (simulator, user) = (panel.Simulator!, panel.Simulator!.Directory.Users.First(user => user.UserPrincipalName != LocalTenant.Administrator));
    Say($"the panel is at {panel.Address}, the local tenant has {simulator.Directory.Users.Count} users");
    await using var browser = await PanelBrowser.LaunchAsync(simulator, extension, isHeadful: isHeadful);
    Say("the browser is there, with the extension");
    var person = new PanelOperator(browser, panel);
    var page = await person.SignInAsync(LocalTenant.Administrator, panel.AdministratorPassword!);
    Say($"{LocalTenant.Administrator} has signed in to the panel");
    await PanelOperator.FindUserAsync(page, user.DisplayName);
    Say($"{user.DisplayName} has {user.Passkeys.Count} passkeys; Add passkey → Microsoft");
    await PanelOperator.AddPasskeyAsync(page);
    await person.ConfirmPanelAsync();
    Say("the panel is confirmed in the extension's popup");
    await PanelOperator.PassChecksAsync(page);
    await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
    Say("Create: a private window opens");
    var (steps, end) = (page.Locator(".steps li"), page.Locator(".result"));
    for (var told = 0; ; told++)
    {
        await steps.Nth(told).Or(end).First.WaitForAsync();
        if (await steps.CountAsync() <= told)
        {
            break;
        }

        Say($"  {(await steps.Nth(told).InnerTextAsync()).ReplaceLineEndings(" ")}");
    }

    var result = (await end.InnerTextAsync()).ReplaceLineEndings(" ");
    if (await page.Locator(".result.good").CountAsync() == 0 || user.Passkeys.Count != 1)
    {
        throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.Unexpected, result));
    }

    Say(result);
}
