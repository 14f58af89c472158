using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Simulator;

/// <summary>A way through the pages: how tenant and user are set up, and where the walk begins.</summary>
internal sealed record Scene(string Name, Action<EntraSimulator, SimulatedUser> Arrange)
{
    public string Domain { get; init; } = "contoso.example";

    /// <summary>Gets whether the walker signs in with the password rather than with the pass.</summary>
    public bool KnowsPassword { get; init; }

    /// <summary>Gets whether the window's browser has an authenticator; without one a ceremony waits.</summary>
    public bool HasAuthenticator { get; init; } = true;

    public Func<EntraSimulator, IPage, Task> Enter { get; init; } = SceneEntry.SecurityInfo;

    public static IReadOnlyList<Scene> OfOneTenant { get; } =
    [
        new("smooth", (_, _) => { }),
        new("password first", (_, user) => user.StartsWithPassword = true),
        new("password first with a passkey", (simulator, user) =>
        {
            user.StartsWithPassword = true;
            AddPasskey(simulator, user);
        }),
        new("federated", (simulator, user) => HasPasswordOnly(simulator, user).IsFederated = true) { KnowsPassword = true },
        new("an existing passkey", AddPasskey),
        new("as many passkeys as there may be", (simulator, user) =>
        {
            for (var i = 0; i < 10; i++)
            {
                AddPasskey(simulator, user);
            }
        }),
        new("a passkey and nothing else", (simulator, user) =>
        {
            simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
            AddPasskey(simulator, user);
        }),
        new("a password and nothing else", (simulator, user) => HasPasswordOnly(simulator, user).Password = "not the guess"),
        new("nobody of that name", (simulator, user) => simulator.Directory.RemoveUser(user)),
        new("a name of both kinds of account", (_, _) => { }) { Domain = "outlook.com" },
        new("a second factor after the password", (_, user) =>
        {
            user.StartsWithPassword = true;
            user.Password = PageWalker.Password;
            user.Interrupts = [SignInInterrupt.SecondFactor];
        }) { KnowsPassword = true },
        new("another password is demanded", (simulator, user) => HasPasswordOnly(simulator, user).Interrupts = [SignInInterrupt.PasswordChange]) { KnowsPassword = true },
        new("a device that must be registered", (_, user) => Block(user, 13)),
        new("an app that must be installed", (_, user) => Block(user, 19)),
        new("a device that must be set up", (_, user) => Block(user, 9)),
        new("a fresh sign-in is demanded", (_, user) => user.NeedsFreshSignInForSecurityInfo = true),
        new("a device is let in", (_, _) => { }) { Enter = SceneEntry.DeviceAsync },
        new("a code is posted to an application", (_, _) => { }) { Enter = (simulator, page) => SceneEntry.FormPostAsync(simulator, page, isPublic: false) },
        new("a refusal is posted to an application", (_, _) => { }) { Enter = (simulator, page) => SceneEntry.FormPostAsync(simulator, page, isPublic: true) },
        new("an address that nobody may ask for", (_, _) => { }) { Enter = SceneEntry.To("https://login.microsoftonline.com/common/oauth2/v2.0/authorize") },
        new("a sign-in with a passkey that does not begin", (_, _) => { }) { Enter = SceneEntry.To("https://login.microsoft.com/common/fido/get") },
        new("a ceremony that does not begin", (_, _) => { }) { Enter = SceneEntry.OldCeremonyAsync },
        new("without script", (_, _) => { }) { Enter = SceneEntry.To("https://login.microsoftonline.com/jsdisabled") },
        new("without cookies", (_, _) => { }) { Enter = SceneEntry.To("https://login.microsoftonline.com/cookiesdisabled") },
        new("elsewhere", (_, _) => { }) { Enter = SceneEntry.To("https://login.microsoft.com/simulator-assets/elsewhere") },
        .. Enum.GetValues<SignInInterrupt>().Select(interrupt => new Scene($"interrupt {interrupt}", (_, user) => user.Interrupts = [interrupt])),
    ];

    /// <summary>Gets the scenes whose switches hold for the whole tenant.</summary>
    public static IReadOnlyList<Scene> OfTheirOwnTenants { get; } =
    [
        new("mid 2024", (simulator, _) => simulator.Pages.Era = PageEra.SecurityKeyList),
        new("2019 to 2023", (simulator, user) =>
        {
            simulator.Pages.Era = PageEra.DropDown;
            user.Interrupts = [SignInInterrupt.ProofUpSkippable];
        }),
        new("account tiles", (simulator, _) => simulator.Pages.AccountTiles = [simulator.Directory.AddUser("other@contoso.example").UserPrincipalName]),
        new("personal accounts", (simulator, _) => simulator.Pages.PersonalAccountLookAlike = true),
        new("a sign-in that loads itself again", (simulator, _) => simulator.Pages.ReloadsSignIn = true),
        new("an expired flow token", (simulator, _) => simulator.Pages.ExpiredFlowTokens = 1),
        new("a session that is over", (simulator, _) => simulator.Pages.FailNext(SecurityInfoCall.AvailableMethods, 25)),
        new("a wrong pass", (simulator, _) => simulator.Weather.AccessPassReadinessLag = TimeSpan.FromHours(1)),
    ];

    private static SimulatedUser HasPasswordOnly(EntraSimulator simulator, SimulatedUser user)
    {
        simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
        user.Password = PageWalker.Password;
        return user;
    }

    private static void Block(SimulatedUser user, int title)
    {
        user.Interrupts = [SignInInterrupt.ConditionalAccess];
        user.BlockTitle = title;
    }

    private static void AddPasskey(EntraSimulator simulator, SimulatedUser user)
    {
        var id = Guid.NewGuid().ToByteArray();
        simulator.Directory.AddPasskey(user, new(Convert.ToBase64String(id), id, "Older key", Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new byte[77], "none"));
    }
}
