using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What the control interface shows and changes of users.</summary>
internal sealed partial class UserFields(TenantDirectory directory, TimeProvider time)
{
    /// <summary>Names that only a new user is given.</summary>
    public static FieldTable<NewUser> Names { get; } = new FieldTable<NewUser>()
        .Member("userPrincipalName", SignInName, user => user.UserPrincipalName, (user, value) => user with { UserPrincipalName = value }, isRequired: true)
        .Member("displayName", JsonTypes.Text().OrNone(), user => user.DisplayName, (user, value) => user with { DisplayName = value });

    /// <summary>A sign-in name of the letters that Entra allows, which can stand in an address.</summary>
    public static JsonType<string> SignInName => JsonTypes.Text().Where(SignInNameForm().IsMatch, "a sign-in name such as ada@contoso.example");

    /// <summary>The sign-in name of somebody in the directory.</summary>
    public static JsonType<string> SignInNameIn(TenantDirectory directory) => SignInName.Where(name => directory.Find(name) is not null, "the sign-in name of a user of this tenant");

    public FieldTable<SimulatedUser> Table { get; } = new FieldTable<SimulatedUser>()
        .Shown("id", user => user.Id.ToString())
        .Shown("userPrincipalName", user => user.UserPrincipalName)
        .Shown("displayName", user => user.DisplayName)
        .Switch("isEnabled", JsonTypes.Boolean, user => user.IsEnabled, (user, value) => user.IsEnabled = value)
        .Switch("isGuest", JsonTypes.Boolean, user => user.IsGuest, (user, value) => user.IsGuest = value)
        .Hidden("password", JsonTypes.Text().OrNone(), (user, value) => user.Password = value)
        .Switch("roles", JsonTypes.ListOf(JsonTypes.Text()), user => user.Roles, (user, value) => user.Roles = value)
        .Switch("isPrivileged", JsonTypes.Boolean, user => user.IsPrivileged, (user, value) => user.IsPrivileged = value)
        .Switch("mayHaveAccessPass", JsonTypes.Boolean, user => user.MayHaveAccessPass, (user, value) => user.MayHaveAccessPass = value)
        .Switch("mayHavePasskey", JsonTypes.Boolean, user => user.MayHavePasskey, (user, value) => user.MayHavePasskey = value)
        .Switch("startsWithPassword", JsonTypes.Boolean, user => user.StartsWithPassword, (user, value) => user.StartsWithPassword = value)
        .Switch("asksToStaySignedIn", JsonTypes.Boolean, user => user.AsksToStaySignedIn, (user, value) => user.AsksToStaySignedIn = value)
        .Switch("interrupts", JsonTypes.ListOf(JsonTypes.Name<SignInInterrupt>()), user => user.Interrupts, (user, value) => user.Interrupts = value)
        .Switch("blockTitle", JsonTypes.Whole(1, 20), user => user.BlockTitle, (user, value) => user.BlockTitle = value)
        .Switch("blockDescription", JsonTypes.Whole(1, 31).OrNull(), user => user.BlockDescription, (user, value) => user.BlockDescription = value)
        .Switch("isSessionTooOld", JsonTypes.Boolean, user => user.IsSessionTooOld, (user, value) => user.IsSessionTooOld = value)
        .Switch("securityInfoSession", JsonTypes.Duration(TimeSpan.Zero, TimeSpan.FromDays(30)).OrNull(), user => user.SecurityInfoSession, (user, value) => user.SecurityInfoSession = value)
        .Switch("isFederated", JsonTypes.Boolean, user => user.IsFederated, (user, value) => user.IsFederated = value)
        .Switch("needsFreshSignInForSecurityInfo", JsonTypes.Boolean, user => user.NeedsFreshSignInForSecurityInfo, (user, value) => user.NeedsFreshSignInForSecurityInfo = value)
        .Shown("accessPass", user => user.AccessPass is { } pass ? Shape(pass, time.GetUtcNow()) : null)
        .Shown("passkeys", user => new JsonArray([.. user.Passkeys.Select(PasskeyFields.Shape)]))
        .Shown("groups", user => new JsonArray([.. directory.GroupsOf(user).Select(group => (JsonNode?)group.Id.ToString())]));

    /// <summary>Shows a pass without its code.</summary>
    public static JsonObject Shape(SimulatedAccessPass pass, DateTimeOffset now)
    {
        var reason = pass.UsabilityReasonAt(now);
        return new JsonObject
        {
            ["id"] = pass.Id.ToString(),
            ["isUsable"] = reason == "EnabledByPolicy",
            ["usability"] = JsonTypes.CamelCase(reason),
            ["isUsableOnce"] = pass.IsUsableOnce,
            ["created"] = GraphFormat.Time(pass.CreatedDateTime),
            ["start"] = GraphFormat.Time(pass.StartDateTime),
            ["expires"] = GraphFormat.Time(pass.EndDateTime),
        };
    }

    // The name of a guest has #EXT# in it, which an address spells %23EXT%23.
    [GeneratedRegex(@"^[A-Za-z0-9'._!#^~+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SignInNameForm();

    internal sealed record NewUser(string UserPrincipalName = "", string? DisplayName = null);
}
