using System.CommandLine;
using System.CommandLine.Parsing;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Local.Packs;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>The options of every verb that provisions.</summary>
internal sealed class CommonOptions
{
    private const int MostWindows = 16;

    private readonly Option<string> driver = new("--driver") { Description = "What drives the browser.", HelpName = string.Join('|', Adapters.Drivers), DefaultValueFactory = _ => "playwright" };
    private readonly Option<string?> remote = new("--remote")
    {
        Description = "Browsers of another machine: a Selenium Grid (http, https), a Playwright server or a DevTools address (ws, wss). A header Authorization is taken from IDMELON_REMOTE__AUTHORIZATION.",
        HelpName = "URL",
    };
    private readonly Option<string?> remoteKind = new("--remote-kind") { Description = "What --remote leads to, where its scheme does not tell.", HelpName = "grid|devtools|playwright" };
    private readonly Option<string> mode;
    private readonly Option<bool> headful = new("--headful") { Description = "Shows the browser windows. Leave them alone while they work, unless one is handed over." };
    private readonly Option<string?> browser = new("--browser") { Description = "The Chromium, Chrome or Edge to use; without it the usual places are searched.", HelpName = "PATH" };
    private readonly Option<int> windows = new("--windows") { Description = "How many windows work at the same time.", HelpName = "N", DefaultValueFactory = _ => 2 };
    private readonly Option<bool> json = new("--json") { Description = "Prints the report as one JSON object on one line; everything else goes to standard error." };
    private readonly Option<bool> jsonLines = new("--json-lines") { Description = "Prints the journal's entries as they happen, one JSON object per line; everything else goes to standard error." };
    private readonly Option<string> folder = Out();
    private readonly Option<string?> packs = new("--packs") { Description = "A folder with packs of one's own, put on top of the built-in ones; check it with 'packs lint'.", HelpName = "DIR" };
    private readonly Option<string?> stuckPages = new("--stuck-pages") { Description = "A folder for the pages at which runs get stuck, redacted, for whoever writes packs.", HelpName = "DIR" };
    private readonly Option<bool> stuckScreenshots = new("--stuck-screenshots") { Description = "Keeps a screenshot of each such page as well, not redacted, in a folder of its own: DIR-sensitive." };
    private readonly Option<int> handOver = new("--hand-over") { Description = "How long a person at the window is waited for where a page is not known or not for programs; needs --headful.", HelpName = "MINUTES" };
    private readonly Option<bool> replacePass = new("--replace-access-pass") { Description = "Replaces an access pass that a user has already, which makes it useless for whoever holds it; without it such a user is refused." };
    private readonly Option<string?> vault = Vault(required: false);
    private readonly Option<string[]> recipients = new("--recipient")
    {
        Description = "The certificate (PEM, DER or PKCS#12) of somebody who may open the vault's keys; may be given several times.",
        HelpName = "CERT",
    };
    private readonly Option<string> authenticator = new("--authenticator") { Description = "Who makes the passkeys: this program (software), the browser's virtual authenticator (browser), or a person with a real key (attended, with --headful).", HelpName = "software|browser|attended", DefaultValueFactory = _ => "software" };
    private readonly Option<string?> evidence = Evidence(required: false);
    private readonly Option<string?> evidenceKey = new("--evidence-key")
    {
        Description = "The certificate with its private key (PKCS#12 or PEM) that signs the evidence. Its password is taken from IDMELON_EVIDENCE__KEYPASSWORD.",
        HelpName = "FILE",
    };
    private readonly Option<bool> verbose = Verbose();

    /// <param name="usualMode">The mode without <c>--mode</c>.</param>
    public CommonOptions(string usualMode)
    {
        mode = new("--mode")
        {
            Description = "How passkeys are provisioned: without a browser (direct), in a private window (automatic), in a window in which a person does everything (manual, with --headful), or as the tenant allows without a person (auto).",
            HelpName = "auto|direct|automatic|manual",
            DefaultValueFactory = _ => usualMode,
        };
        driver.AcceptOnlyFromAmong(Adapters.Drivers);
        remoteKind.AcceptOnlyFromAmong("grid", "devtools", "playwright");
        mode.AcceptOnlyFromAmong("auto", "direct", "automatic", "manual");
        authenticator.AcceptOnlyFromAmong("software", "browser", "attended");
        windows.Between(1, MostWindows);
        handOver.Between(1, (int)ProvisioningRequest.MaximumHandOver.TotalMinutes);
    }

    /// <summary>Makes the option for the folder with the journal.</summary>
    public static Option<string> Out() => new("--out")
    {
        Description = "The folder with the journal; without it a folder of the current user is used.",
        HelpName = "DIR",
        DefaultValueFactory = _ => StateFolder.Default,
    };

    /// <summary>Makes the option for a folder with further packs.</summary>
    public static Option<string?> Packs() => new("--packs") { Description = "A folder with selector packs that go before the built-in ones.", HelpName = "DIR" };

    /// <summary>Makes the option for the vault's folder.</summary>
    public static Option<string?> Vault(bool required) => new("--vault")
    {
        Description = "The folder of the vault: one file per key, each sealed for its recipients.",
        HelpName = "DIR",
        Required = required,
    };

    /// <summary>Makes the option for the folder with evidence.</summary>
    public static Option<string?> Evidence(bool required) => new("--evidence")
    {
        Description = "The folder of the evidence for auditors: one signed record per user.",
        HelpName = "DIR",
        Required = required,
    };

    public static Option<bool> Verbose() => new("--verbose") { Description = "Logs to standard error what the parts do. No secret is logged." };

    public void AddTo(Command command)
    {
        Option[] options = [driver, remote, remoteKind, mode, headful, browser, windows, json, jsonLines, folder, packs, stuckPages, stuckScreenshots, handOver, authenticator, replacePass, vault, recipients, evidence, evidenceKey, verbose];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(jsonLines))
            {
                result.AddError("Use either --json or --json-lines.");
            }

            if (result.GetValue(stuckScreenshots) && result.GetResult(stuckPages) is null)
            {
                result.AddError("--stuck-screenshots needs --stuck-pages.");
            }

            if (result.GetResult(handOver) is not null && !result.GetValue(headful))
            {
                result.AddError("--hand-over needs --headful: a person can only help in a window that can be seen.");
            }

            if (result.GetResult(remoteKind) is not null && result.GetResult(remote) is null)
            {
                result.AddError("--remote-kind needs --remote.");
            }

            if (result.GetResult(remote) is not null && (result.GetValue(headful) || result.GetResult(browser) is not null))
            {
                result.AddError("--remote goes without --headful and --browser: they are about this machine's browser.");
            }

            if (Given(result, mode) == "direct" && Given(result, authenticator) is "browser" or "attended")
            {
                result.AddError("--mode direct needs --authenticator software: there is no browser and no person.");
            }

            if (Given(result, mode) == "manual" && !result.GetValue(headful))
            {
                result.AddError("--mode manual needs --headful: a person can only work in a window that can be seen.");
            }

            if (Given(result, authenticator) == "attended" && !result.GetValue(headful))
            {
                result.AddError("--authenticator attended needs --headful: a person can only use a key in a window that can be seen.");
            }
        });
    }

    // The value of an option that is not one of those allowed cannot be asked for.
    private static string? Given(CommandResult result, Option option) => result.GetResult(option)?.Tokens is [var token, ..] ? token.Value : null;

    /// <param name="parsed">The options.</param>
    /// <param name="configured">The vault that holds if the options name none.</param>
    public RunSettings Read(ParseResult parsed, VaultSettings configured) => new(
        parsed.GetValue(json) ? OutputFormat.Json : parsed.GetValue(jsonLines) ? OutputFormat.JsonLines : OutputFormat.Text,
        parsed.GetRequiredValue(folder),
        parsed.GetValue(headful),
        parsed.GetValue(browser),
        parsed.GetValue(windows),
        parsed.GetValue(verbose))
    {
        Driver = parsed.GetRequiredValue(driver),
        Remote = RemoteSettings.Read(parsed.GetValue(remote), parsed.GetValue(remoteKind), parsed.GetRequiredValue(driver)),
        Packs = parsed.GetValue(packs) is { } own ? PackSet.BuiltIn.With(PackFolder.Read(own)) : null,
        StuckPages = parsed.GetValue(stuckPages),
        StuckScreenshots = parsed.GetValue(stuckScreenshots),
        Vault = configured.Or(parsed.GetValue(vault), parsed.GetValue(recipients) ?? []),
        AccessPass = new() { ReplacesExisting = parsed.GetValue(replacePass) },
        Evidence = EvidenceSettings.Read(parsed.GetValue(evidence), parsed.GetValue(evidenceKey)),
        Mode = parsed.GetRequiredValue(mode) is var name && name == "auto" ? null : Enum.Parse<ProvisioningMode>(name, ignoreCase: true),
        Authenticator = Enum.Parse<AuthenticatorKind>(parsed.GetRequiredValue(authenticator), ignoreCase: true),
        HandOver = parsed.GetValue(handOver) is > 0 and var minutes ? TimeSpan.FromMinutes(minutes) : null,
    };
}
