using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Tests.Running;

namespace IdMelon.Provisioning.Tests.Recognition.Corpus;

/// <summary>The kinds that no page of the corpus has, each with a page written by hand.</summary>
internal static class HandWrittenPages
{
    private const string SignInHost = "login.microsoftonline.com";

    public static IReadOnlyDictionary<PageStepKind, PageSnapshot> All { get; } = new Dictionary<PageStepKind, PageSnapshot>
    {
        // Posts itself on before a walk can look at it.
        [PageStepKind.Relay] = FlowPages.Page(FlowPages.SecurityInfoHost, "/api/post/newfido", "<main><h1>One moment</h1></main>").Snapshot,

        // The simulator's security info says these by words of its own; the numbers are in no fact that it shows.
        [PageStepKind.FreshSignIn] = FlowPages.Page(FlowPages.SecurityInfoHost, "/security-info", "<main><h1>Security info</h1></main>", ("iErrorCode", "6")).Snapshot,
        [PageStepKind.SessionEnded] = FlowPages.Page(FlowPages.SecurityInfoHost, "/security-info", "<main><h1>Security info</h1></main>", ("iErrorCode", "25")).Snapshot,

        // A user without a pass is asked for the password without a list of other ways.
        [PageStepKind.AccessPassMissing] = FlowPages.Page(
            SignInHost, "/common/oauth2/v2.0/authorize",
            "<main><div data-viewid=\"24\"><h1>Choose a way to sign in</h1><div role=\"button\" data-n=\"1\"><img data-icon=\"cred_option_password\">Use my password</div></div></main>",
            ("pgid", "ConvergedSignIn"), ("viewid", "24")).Snapshot,

        // The simulator's own banner names the person without any mark that is known from the real one.
        [PageStepKind.SomebodyElse] = FlowPages.Page(SignInHost, "/common/login", "<main><div data-viewid=\"20\"><h1>Stay signed in?</h1></div></main>", ("pgid", "KmsiInterrupt"), ("viewid", "20")).Snapshot
            with { Account = AccountOnPage.Other },
    };
}
