using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Provisions users of a simulated tenant, each with pages in another language.</summary>
internal static class DemoVerb
{
    /// <summary>The languages in which the simulator has its pages.</summary>
    private static readonly string[] KnownLanguages = ["en", "de", "ja"];

    public static Command Create()
    {
        var users = new Option<int>("--users") { Description = "How many users to make and provision.", HelpName = "N", DefaultValueFactory = _ => 3 };
        users.Between(1, DemoUsers.Most);
        var languages = new Option<string>("--languages")
        {
            Description = $"The languages that the users' browsers are set to, and so the pages', in turn. Known: {string.Join(", ", KnownLanguages)}.",
            HelpName = "LIST",
            DefaultValueFactory = _ => string.Join(',', KnownLanguages),
        };
        languages.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !TryRead(token.Value, out _))
            {
                result.AddError($"--languages takes a list of {string.Join(", ", KnownLanguages)}, such as {string.Join(',', KnownLanguages)}.");
            }
        });

        var common = new CommonOptions("automatic");
        var command = new Command("demo", "Starts a local tenant, makes users, gives each a passkey in a private browser window, and reports. Needs no account and no network.") { users, languages };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            TryRead(parsed.GetRequiredValue(languages), out var tags);
            return RunAsync(parsed.GetValue(users), tags, common.Read(parsed, VaultSettings.None), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(int count, IReadOnlyList<LanguageTag> languages, RunSettings settings, CancellationToken cancellationToken)
    {
        using var loggers = Loggers.Create(settings.Verbose);
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { LoggerFactory = loggers }, cancellationToken);
        var users = DemoUsers.Add(simulator.Directory, simulator.Tenant.Name, count);

        var run = new BatchRun(settings, loggers)
        {
            BrowserLanguages = users.Index().ToDictionary(user => user.Item.UserPrincipalName, user => languages[user.Index % languages.Count], StringComparer.OrdinalIgnoreCase),
        };
        var tenant = new TenantConnection(simulator.TenantId.ToString(), simulator.ClientId, GraphSignIn.ClientSecret(new SecretText(simulator.ClientSecret)), EntraCloud.Public)
        {
            Simulator = new SimulatorWays(simulator.CreateHandler, simulator.ChromiumArguments),
        };

        // No page language is asked for: the report shows what was seen.
        var requests = users.Select(user => new ProvisioningRequest(user.UserPrincipalName) { Mode = settings.Mode, PageLanguage = null, Authenticator = settings.Authenticator, HandOver = settings.HandOver, AccessPass = settings.AccessPass, PersonalTexts = [user.DisplayName] });
        return await run.RunAsync(tenant, [.. requests], cancellationToken);
    }

    private static bool TryRead(string text, out IReadOnlyList<LanguageTag> languages)
    {
        var tags = new List<LanguageTag>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!LanguageTag.TryParse(part, out var tag) || !KnownLanguages.Contains(tag.Primary))
            {
                languages = [];
                return false;
            }

            tags.Add(tag);
        }

        languages = tags;
        return true;
    }
}
