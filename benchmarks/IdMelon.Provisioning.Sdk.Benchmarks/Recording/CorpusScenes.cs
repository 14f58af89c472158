using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>Ways that no journey of the simulator's own tests goes: the refusals and the standstills that a run may meet.</summary>
internal static class CorpusScenes
{
    /// <summary>Gets the scenes; the switches of each hold for a whole tenant.</summary>
    public static IReadOnlyList<Scene> OfTheirOwnTenants { get; } =
    [
        new("an expired pass", (simulator, user) =>
        {
            simulator.Pages.OffersStaleAccessPass = true;
            simulator.Directory.IssueAccessPass(user, TimeSpan.FromMinutes(10), start: TimeProvider.System.GetUtcNow().AddHours(-1), code: CorpusRecorder.Pass);
        }),
        new("a used pass", (simulator, user) =>
        {
            simulator.Pages.OffersStaleAccessPass = true;
            user.AccessPass = simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), code: CorpusRecorder.Pass) with { UsedDateTime = TimeProvider.System.GetUtcNow() };
        }),
        new("a pass of a forbidden kind", (simulator, _) => simulator.Policies.AccessPass = simulator.Policies.AccessPass with { RequiresOneTime = true }),
        new("somebody else is signed in", (simulator, _) => simulator.Pages.SignedInAs = simulator.Directory.AddUser("other@contoso.example").UserPrincipalName),
        new("nobody may add a passkey", (_, user) => user.MayHavePasskey = false),
        new("nobody may add a key of 2019", (simulator, user) =>
        {
            user.MayHavePasskey = false;
            simulator.Pages.Era = PageEra.DropDown;
        }),
        new("an existing key of 2024", (simulator, user) => AddPasskey(simulator, user, PageEra.SecurityKeyList)),
        new("an existing key of 2019", (simulator, user) => AddPasskey(simulator, user, PageEra.DropDown)),
        new("a captcha at security info", (simulator, _) => simulator.Pages.FailNext(SecurityInfoCall.AvailableMethods, 28)),
        new("a registration that does not begin", (simulator, _) => simulator.Pages.FailNext(SecurityInfoCall.New, 7)),
        new("a registration that is refused", (simulator, _) => simulator.Pages.FailNext(SecurityInfoCall.Verify, 13)),
        new("a script that takes an hour", (simulator, _) => simulator.Pages.SlowScript = TimeSpan.FromHours(1)),
        new("a ceremony that waits for a click", (simulator, _) => simulator.Pages.CeremonyWaitsForNext = true) { HasAuthenticator = false },
        new("a ceremony without a key", (_, _) => { }) { HasAuthenticator = false },
        new("a key of 2019 without a key", (simulator, _) => simulator.Pages.Era = PageEra.DropDown) { HasAuthenticator = false },
        new("a passkey alone and no key", (simulator, user) =>
        {
            simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
            AddPasskey(simulator, user, PageEra.Passkey);
        }) { HasAuthenticator = false },
    ];

    // What the others add in a further language are pages that untranslated signs tell apart, or pages that these show too.
    private static readonly HashSet<string> Wordy =
    [
        "smooth", "password first", "password first with a passkey", "an existing passkey", "as many passkeys as there may be", "nobody of that name", "a name of both kinds of account", "mid 2024", "2019 to 2023",
        "account tiles", "a wrong pass", "nobody may add a passkey", "nobody may add a key of 2019", "a registration that is refused", "a ceremony that waits for a click",
        .. new[]
        {
            SignInInterrupt.ProofUpSkippable, SignInInterrupt.SecurityDefaultsUpsell, SignInInterrupt.SecurityDefaultsOptOut, SignInInterrupt.SecurityDefaultsEnabled, SignInInterrupt.PasskeyPrompt,
            SignInInterrupt.RegistrationWizard, SignInInterrupt.ConditionalAccess, SignInInterrupt.Consent, SignInInterrupt.Unknown,
        }.Select(interrupt => $"interrupt {interrupt}"),
    ];

    /// <summary>Tells whether a way is worth walking in further languages.</summary>
    public static bool IsWordy(Scene scene) => Wordy.Contains(scene.Name);

    private static void AddPasskey(EntraSimulator simulator, SimulatedUser user, PageEra era)
    {
        simulator.Pages.Era = era;
        var id = Guid.NewGuid().ToByteArray();
        simulator.Directory.AddPasskey(user, new(Convert.ToBase64String(id), id, "Older key", Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new byte[77], "none"));
    }
}
