using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>What the pages and frames of one window have in common.</summary>
/// <param name="Language">The language that pages are asked for; null leaves the browser's own.</param>
/// <param name="HasScreen">Whether the pages get a screen of a usual size, because nobody sees the real one.</param>
/// <param name="Passkeys">The wire for passkey calls; null leaves them to the browser.</param>
/// <param name="Counter">Counts the window's round trips.</param>
/// <param name="Tell">Hears what happens beside the page.</param>
internal sealed record PageSetup(LanguageTag? Language, bool HasScreen, PasskeyBinding? Passkeys, RoundTripCounter Counter, Action<BrowserFact> Tell)
{
    /// <summary>Gets the parameters that let the driver hear of each target of one type before it runs anything.</summary>
    public static JsonObject AttachTo(string type) => new()
    {
        ["autoAttach"] = true,
        ["waitForDebuggerOnStart"] = true,
        ["flatten"] = true,
        ["filter"] = new JsonArray(new JsonObject { ["type"] = type }, new JsonObject { ["exclude"] = true }),
    };

    /// <summary>Lists what a page, or a frame in a process of its own, is told before it runs its first script.</summary>
    public IEnumerable<(string Method, JsonObject Parameters)> Commands(bool isPage)
    {
        yield return ("Page.enable", []);
        yield return ("Runtime.enable", []);
        yield return ("Target.setAutoAttach", AttachTo("iframe"));
        if (Passkeys is not null)
        {
            yield return ("Runtime.addBinding", new() { ["name"] = Passkeys.Name });
            yield return ("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = Passkeys.Script, ["runImmediately"] = true });
        }

        if (Language is { Primary: not "und" })
        {
            // Without a name the browser keeps its own; the header and what scripts see follow the language.
            yield return ("Emulation.setUserAgentOverride", new() { ["userAgent"] = "", ["acceptLanguage"] = Language.ToString() });
        }

        if (isPage)
        {
            yield return ("Inspector.enable", []);
            yield return ("Page.setPrerenderingAllowed", new() { ["isAllowed"] = false });
            yield return ("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = true });
            if (HasScreen)
            {
                yield return ("Emulation.setDeviceMetricsOverride", new() { ["width"] = 1280, ["height"] = 720, ["deviceScaleFactor"] = 1, ["mobile"] = false });
            }
        }

        yield return ("Runtime.runIfWaitingForDebugger", []);
    }
}
