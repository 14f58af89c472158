using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>The pages of a smooth run in reduced form.</summary>
internal static class FlowPages
{
    public const string SignInHost = "login.microsoftonline.com";
    public const string WebAuthnHost = "login.microsoft.com";
    public const string SecurityInfoHost = "mysignins.microsoft.com";

    private static int count;

    public static PageObservation.Seen Username => Page(SignInHost, "/common/oauth2/v2.0/authorize", """
        <main><div data-viewid="1"><h1>Sign in</h1><input name="loginfmt" id="i0116" type="email" data-n="1"><input name="passwd" type="password" data-twin><input id="idSIButton9" type="submit" data-text="Next" data-n="2"></div></main>
        """, ("pgid", "ConvergedSignIn"), ("viewid", "1"), ("sErrorCode", "50058"));

    public static PageObservation.Seen AccessPass => AccessPassWith("50058");

    public static PageObservation.Seen StaySignedIn => Page(SignInHost, "/common/login", """
        <main><div data-viewid="20"><h1>Stay signed in?</h1><input id="idSIButton9" type="submit" data-text="Yes" data-n="1"><input id="idBtn_Back" type="button" data-text="No" data-n="2"></div></main>
        """, ("pgid", "KmsiInterrupt"), ("viewid", "20"));

    public static PageObservation.Seen SecurityInfo => Page(SecurityInfoHost, "/security-info", """
        <main><h1>Security info</h1><button data-automationid="splitbuttonprimary" data-n="1"><i data-icon-name="Add"></i>Add sign-in method</button></main>
        """);

    public static PageObservation.Seen MethodPicker => Page(SecurityInfoHost, "/security-info", """
        <div role="dialog"><h1>Add a sign-in method</h1>
        <button data-testid="authmethod-picker-x81" data-n="3"><span>Passkey</span><span>Sign in with a passkey</span></button>
        <button data-testid="authmethod-picker-authenticatorApp" data-n="4"><span>Authenticator app</span></button></div>
        """);

    public static PageObservation.Seen Introduction => Page(SecurityInfoHost, "/security-info", """
        <div role="dialog"><h1>Sign in faster with your face, fingerprint, or PIN</h1><button data-n="1">Cancel</button><button class="ms-Button--primary" data-n="2">Next</button></div>
        """);

    public static PageObservation.Seen Ceremony => Page(WebAuthnHost, "/{id}/fido/create", """
        <main><h1>Setting up your passkey…</h1><input type="button" data-text="Cancel" data-n="1"><input type="submit" data-text="Next" data-n="2"></main>
        """);

    public static PageObservation.Seen Name => Page(SecurityInfoHost, "/security-info", """
        <div role="dialog"><h1>Let's name your passkey</h1><input type="text" data-n="5"><button class="ms-Button--primary" data-n="6">Next</button></div>
        """);

    public static PageObservation.Seen Registered => Page(SecurityInfoHost, "/security-info", """
        <div role="dialog"><h1>Passkey created</h1><button class="ms-Button--primary" data-n="1">Done</button></div>
        """);

    public static PageObservation.Seen Unknown => Page(SignInHost, "/whatever", "<main><h1>Surprise</h1><button id=\"go\" data-n=\"1\">Go</button></main>");

    public static IReadOnlyList<PageObservation> Smooth =>
    [
        new PageObservation.DocumentReplaced(), Username, AccessPass, new PageObservation.DocumentReplaced(), StaySignedIn, new PageObservation.DocumentReplaced(),
        SecurityInfo, MethodPicker, Introduction, new PageObservation.DocumentReplaced(), Ceremony, new PageObservation.DocumentReplaced(), Name, Registered,
    ];

    public static int CeremonyIndex { get; } = Smooth.ToList().FindIndex(page => page is PageObservation.Seen { Snapshot.SecureHost: WebAuthnHost });

    public static PageObservation.Seen AccessPassWith(string errorCode) => Page(SignInHost, "/common/oauth2/v2.0/authorize", """
        <main><div data-viewid="56"><h1>Enter Temporary Access Pass</h1><input name="accesspass" type="password" data-n="1"><input type="submit" data-text="Sign in" data-n="2"></div></main>
        """, ("pgid", "ConvergedSignIn"), ("viewid", "56"), ("sErrorCode", errorCode));

    public static PageObservation.Seen Page(string host, string path, string html, params (string, string)[] facts)
    {
        var number = Interlocked.Increment(ref count);
        return new(
            new PageSnapshot
            {
                Id = $"s{number}",
                DocumentId = $"d{number}",
                Origin = $"https://{host}",
                Path = path,
                Html = html,
                Language = "en-US",
                Facts = facts.ToDictionary(fact => fact.Item1, fact => fact.Item2),
                Fingerprint = $"f{number}",
            },
            Acted: true,
            Changed: true);
    }

    public static string CreateMessage(string userName, string rpId = WebAuthnHost, string? excluded = null) => $$$"""
        {"kind":"create","options":{"rp":{"id":"{{{rpId}}}","name":"Microsoft"},"user":{"id":"AQID","name":"{{{userName}}}","displayName":"x"},
        "challenge":"AAECAwQFBgcICQ","pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}],"excludeCredentials":[{{{(excluded is null ? "" : $$"""{"type":"public-key","id":"{{excluded}}"}""")}}}],"extensions":{"credProps":true} } }
        """;
}
