using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What the control interface shows and changes of how the pages behave.</summary>
internal static class PageFields
{
    private const int MostCalls = CountLimits.Most;

    public static FieldTable<PageChangePlan> Plan { get; } = new FieldTable<PageChangePlan>()
        .Member("view", JsonTypes.Whole(0, 1000), plan => plan.View, (plan, value) => plan with { View = value }, isRequired: true)
        .Member("change", JsonTypes.Name<PageChange>(), plan => plan.Change, (plan, value) => plan with { Change = value }, isRequired: true);

    /// <summary>The next calls of security info that fail.</summary>
    public static FieldTable<Failures> NextFailures { get; } = new FieldTable<Failures>()
        .Member("call", JsonTypes.Name<SecurityInfoCall>(), plan => plan.Call, (plan, value) => plan with { Call = value }, isRequired: true)
        .Member("errorCode", JsonTypes.Whole(1, 9999), plan => plan.ErrorCode, (plan, value) => plan with { ErrorCode = value }, isRequired: true)
        .Member("count", JsonTypes.Whole(1, MostCalls), plan => plan.Count, (plan, value) => plan with { Count = value });

    /// <summary>What the windows hold that come next.</summary>
    public static FieldTable<Visits> NextVisits(TenantDirectory directory) => new FieldTable<Visits>()
        .Member("accountTiles", JsonTypes.ListOf(UserFields.SignInNameIn(directory)), plan => plan.Visit.AccountTiles, (plan, value) => plan with { Visit = plan.Visit with { AccountTiles = value } })
        .Member("signedInAs", UserFields.SignInNameIn(directory).OrNone(), plan => plan.Visit.SignedInAs, (plan, value) => plan with { Visit = plan.Visit with { SignedInAs = value } })
        .Member("count", JsonTypes.Whole(1, MostCalls), plan => plan.Count, (plan, value) => plan with { Count = value });

    public static FieldTable<PageWeather> Of(PageLanguages languages, TenantDirectory directory)
    {
        var language = JsonTypes.Text(1, 32).Where(tag => languages.Find(tag) is not null, "the tag of a language the pages are written in; GET _simulator lists them").OrNone();
        var user = UserFields.SignInNameIn(directory);
        return new FieldTable<PageWeather>()
            .Switch("language", language, pages => pages.Language, (pages, value) => pages.Language = value)
            .Switch("languageMidway", language, pages => pages.LanguageMidway, (pages, value) => pages.LanguageMidway = value)
            .Switch("era", JsonTypes.Name<PageEra>(), pages => pages.Era, (pages, value) => pages.Era = value)
            .Switch("accountTiles", JsonTypes.ListOf(user), pages => pages.AccountTiles, (pages, value) => pages.AccountTiles = value)
            .Switch("personalAccountLookAlike", JsonTypes.Boolean, pages => pages.PersonalAccountLookAlike, (pages, value) => pages.PersonalAccountLookAlike = value)
            .Switch("expiredFlowTokens", JsonTypes.Whole(0, MostCalls), pages => pages.ExpiredFlowTokens, (pages, value) => pages.ExpiredFlowTokens = value)
            .Switch("securityInfoSession", JsonTypes.Duration(TimeSpan.Zero, TimeLimits.Longest), pages => pages.SecurityInfoSession, (pages, value) => pages.SecurityInfoSession = value)
            .Switch("signedInAs", user.OrNone(), pages => pages.SignedInAs, (pages, value) => pages.SignedInAs = value)
            .Switch("reloadsSignIn", JsonTypes.Boolean, pages => pages.ReloadsSignIn, (pages, value) => pages.ReloadsSignIn = value)
            .Switch("unknownInterrupt", JsonTypes.Boolean, pages => pages.UnknownInterrupt, (pages, value) => pages.UnknownInterrupt = value)
            .Switch("blockTitle", JsonTypes.Whole(1, 20).OrNull(), pages => pages.BlockTitle, (pages, value) => pages.BlockTitle = value)
            .Switch("offersStaleAccessPass", JsonTypes.Boolean, pages => pages.OffersStaleAccessPass, (pages, value) => pages.OffersStaleAccessPass = value)
            .Switch("slowScript", JsonTypes.Duration(TimeSpan.Zero, TimeLimits.LongestScript), pages => pages.SlowScript, (pages, value) => pages.SlowScript = value)
            .Switch("staySignedInLeavesByItself", JsonTypes.Boolean, pages => pages.StaySignedInLeavesByItself, (pages, value) => pages.StaySignedInLeavesByItself = value)
            .Switch("ceremonyWaitsForNext", JsonTypes.Boolean, pages => pages.CeremonyWaitsForNext, (pages, value) => pages.CeremonyWaitsForNext = value)
            .Switch("changeable", JsonTypes.Boolean, pages => pages.Changeable, (pages, value) => pages.Changeable = value)
            .Switch("changeByItself", Plan.AsType("a change with view and change", new PageChangePlan(0, default)).OrNone(), pages => pages.ChangeByItself, (pages, value) => pages.ChangeByItself = value);
    }

    internal sealed record Visits(PageVisit Visit, int Count = 1);

    internal sealed record Failures(SecurityInfoCall Call = default, int ErrorCode = 20, int Count = 1);
}
