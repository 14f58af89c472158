using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Goes through the pages as a person would who reads their language, as far as they let him.</summary>
internal sealed class PageWalker(IPage page, SimulatedUser user, string pass, bool knowsPassword = false)
{
    /// <summary>What the walker believes the password to be.</summary>
    public const string Password = "a guess";

    private const int MostSteps = 25;

    private readonly List<(string Selector, Func<ILocator, Task> Do)> manners = [];

    /// <summary>Gets how long to wait for the first page, in milliseconds.</summary>
    public float FirstPatience { get; init; } = 20_000;

    /// <summary>Gets how long to wait for each further one.</summary>
    public float Patience { get; init; } = 3500;

    /// <summary>Gets what finds the page's own words for English ones; whether for the whole text, or for any text with them in it.</summary>
    public Func<string, bool, IReadOnlyList<string>> Words { get; init; } = (english, _) => [english];

    /// <summary>Gets what is done on each page before it is acted on, and on the last one.</summary>
    public Func<Task> Look { get; init; } = () => Task.CompletedTask;

    private string Done => $"[role=dialog] button{Says("Done")}";

    /// <summary>Walks until a page gives nothing to do, or the list of security info shows and has been dealt with.</summary>
    /// <returns>What was done, in order.</returns>
    public async Task<IReadOnlyList<string>> WalkAsync()
    {
        page.SetDefaultTimeout(Patience);
        Prepare();
        var done = new List<string>();
        for (var step = 0; step < MostSteps; step++)
        {
            if (await NextAsync(done.LastOrDefault(what => what.Length > 0) ?? "") is not { } did)
            {
                break;
            }

            done.Add(did);
            if (did == Done || (did.Length == 0 && done.Count > 1 && done[^2].Length == 0))
            {
                break;
            }
        }

        return done;
    }

    private void Prepare()
    {
        manners.Clear();
        Add(Done, Click);
        Add("[role=dialog] input[type=text]", async field =>
        {
            await field.FillAsync("Walker's key");
            await field.PressAsync("Enter");
        });
        Add($"[role=dialog] [role=option]{Says("Security key")}", Click);
        Add($"[role=dialog] button:enabled{Is("Add")}", Click);
        Add("[role=dialog] [role=combobox]", Click);
        Add($"[role=dialog] button{Says("USB device")}", Click);
        Add($"[role=dialog] .ms-Button--primary{Says("Next")}", Click);
        const string entry = "[role=dialog] [data-testid^=authmethod-picker-]";
        Add($"{entry}{Says("Security key")}, {entry}{Is("Passkey")}, {entry}:has({Is("Passkey")})", Click);
        Add("input[name=accesspass]", async field =>
        {
            await field.FillAsync(pass);
            await page.ClickAsync("form [type=submit]");
        });
        Add("input[name=loginfmt]:not(.moveOffScreen):not([type=hidden])", async field =>
        {
            await field.FillAsync(user.UserPrincipalName);
            await page.ClickAsync("#idSIButton9");
        });
        Add("#aadTile", Click);
        AddPasswords();
        Add("#signInAnotherWay", Click);
        Add($"#idDiv_SAOTCS_Proofs [role=button]{Says("Temporary Access Pass")}", Click);
        Add("form:not(:has(#signInAnotherWay)) input[name=otc]", async field =>
        {
            await field.FillAsync("123456");
            await field.PressAsync("Enter");
        });
        Add("#accessPassLink", Click);
        Add("#idA_PWD_SwitchToCredPicker", Click);
        Add($"[role=button]{Says("Use a Temporary Access Pass")}", Click);
        Add("#idA_PWD_SwitchToFido", Click);
        Add("input[name=passwd]:not(.moveOffScreen)", EnterPasswordAsync);
        Add("#otherTile", Click);
        Add("#btnAskLater", Click);
        foreach (var no in (string[])["Skip for now", "Ask later", "Skip setup", "Do without it for the time being"])
        {
            Add($"a{Says(no)}, button{Says(no)}, input:is({string.Join(", ", Words(no, true).Select(text => $"[value={Quoted(text)}]"))})", Click);
        }

        Add("#KmsiDescription ~ * #idBtn_Back, form:has(#KmsiDescription) #idBtn_Back", Click);
        Add("form:has(#appConfirmTitle) #idSIButton9", Click);
        Add("form:has(#appDomainLinkToAppInfo) #idSIButton9", Click);
        Add($"[role=main]{Says("Setting up your")} [type=submit]", Click);
        Add("#idSubmit_ProofUp_Redirect", Click);
        Add("form:not(:has([name=accesspass])):not(main *) [type=submit]:not([id])", Click);
        Add($"main button{Is("Yes, go on")}", Click);
        Add($"[data-automationid=splitbuttonprimary], button{Says("Add method")}, button{Says("Add sign-in method")}", Click);

        void Add(string selector, Func<ILocator, Task> act) => manners.Add((selector, act));
    }

    private string Says(string english) => $":is({string.Join(", ", Words(english, false).Select(text => $":has-text({Quoted(text)})"))})";

    private string Is(string english) => $":is({string.Join(", ", Words(english, true).Select(text => $":text-is({Quoted(text)})"))})";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private void AddPasswords()
    {
        if (!knowsPassword)
        {
            return;
        }

        manners.Add(("input[name=passwd]:not(.moveOffScreen)", EnterPasswordAsync));
        manners.Add(("#passwordInput", EnterPasswordAsync));
        manners.Add(("#currentPassword", async field =>
        {
            await field.FillAsync(Password);
            await page.FillAsync("#newPassword", "another guess");
            await page.FillAsync("#confirmNewPassword", "another guess");
            await page.PressAsync("#confirmNewPassword", "Enter");
        }));
    }

    private static async Task EnterPasswordAsync(ILocator field)
    {
        await field.FillAsync(Password);
        await field.PressAsync("Enter");
    }

    private static Task Click(ILocator target) => target.ClickAsync();

    /// <summary>Waits for a page that can be acted on and does the first thing that fits; a thing is not done twice running unless it is a field.</summary>
    private async Task<string?> NextAsync(string last)
    {
        var any = page.Locator(string.Join(", ", manners.Where(manner => manner.Selector != last).Select(manner => manner.Selector))).Locator("visible=true");
        try
        {
            await any.First.WaitForAsync(new() { Timeout = last.Length == 0 ? FirstPatience : Patience });
        }
        catch (TimeoutException)
        {
            await Look();
            return null;
        }

        await Look();

        foreach (var (selector, act) in manners.Where(manner => manner.Selector != last))
        {
            var target = page.Locator(selector).Locator("visible=true");
            if (await target.CountAsync() == 0)
            {
                continue;
            }

            try
            {
                await act(target.First);
                return selector;
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // The page went on by itself while it was being acted on.
                return "";
            }
        }

        return "";
    }
}
