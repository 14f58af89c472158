using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>What may lie on the way through the sign-in, on pages that come in their own language whatever is asked.</summary>
public sealed class DetourTests
{
    private static readonly ApprovedFile Approved = new("detours.txt", "Language, era, detour: what the sign-in came to and the phrases it needed, and how the run ended.");

    private static readonly IReadOnlyList<Detour> Detours =
    [
        new("no question to stay signed in", (_, user) => user.AsksToStaySignedIn = false),
        new("proof-up, link to skip", (_, user) => user.Interrupts = [SignInInterrupt.ProofUpSkippable]),
        new("proof-up, button for later", (_, user) => user.Interrupts = [SignInInterrupt.ProofUpSkippable]) { Era = PageEra.DropDown },
        new("proof-up, mandatory", (_, user) => user.Interrupts = [SignInInterrupt.ProofUpMandatory]),
        new("registration wizard", (_, user) => user.Interrupts = [SignInInterrupt.RegistrationWizard]),
        new("security defaults, offered", (_, user) => user.Interrupts = [SignInInterrupt.SecurityDefaultsUpsell]),
        new("security defaults, to opt out", (_, user) => user.Interrupts = [SignInInterrupt.SecurityDefaultsOptOut]),
        new("security defaults, switched on", (_, user) => user.Interrupts = [SignInInterrupt.SecurityDefaultsEnabled]),
        new("app to confirm", (_, user) => user.Interrupts = [SignInInterrupt.ConfirmApp]),
        new("passkey prompt", (_, user) => user.Interrupts = [SignInInterrupt.PasskeyPrompt]),
        new("account tiles", (world, _) => world.Simulator.Pages.AccountTiles = ["somebody.else@contoso.onmicrosoft.com"]),
        new("password first, link to the pass", (_, user) => user.StartsWithPassword = true),
        new("password first, list of other ways", (world, user) =>
        {
            user.StartsWithPassword = true;
            world.Simulator.Directory.AddPasskey(user, new SimulatedPasskey(user.Id.ToString("N"), user.Id.ToByteArray(), "Old key", Guid.Empty, DateTimeOffset.UtcNow, new byte[] { 4 }, "none"));
        }),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Every_detour_is_passed_or_named_in_several_languages()
    {
        var results = await GoAsync(Journeys.SomeLanguages);

        Approved.ShouldHold(results, isAll: true);
        Console.WriteLine($"Detours: passed {results.Values.Count(text => text.StartsWith("passed ", StringComparison.Ordinal))} of {results.Count}.");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Every_detour_is_passed_or_named_without_words() => Approved.ShouldHold(await GoAsync(["qps-ploc"]), isAll: false);

    private static async Task<Dictionary<string, string>> GoAsync(IEnumerable<string> languages)
    {
        var journeys = languages.SelectMany(language => Detours.Select(detour => new Journey(language, detour.Era, IsHonoured: false, detour)));
        var results = await Journeys.GoAsync(journeys, Approved, TextOf, provesBrowserLanguage: false, Token);
        return results.ToDictionary(result => result.Journey.ToString(), TextOf);
    }

    private static string TextOf(JourneyResult result) => result.IsSignedIn ? $"{result.SignInText}; {result.Text.Split(" [")[0]}" : result.SignInText;
}
