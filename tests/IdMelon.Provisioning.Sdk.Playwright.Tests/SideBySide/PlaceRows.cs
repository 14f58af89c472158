using static IdMelon.Provisioning.Playwright.Tests.SideBySide.CeremonyRow;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Where a page or a frame is that calls.</summary>
internal static class PlaceRows
{
    private const string Strict = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src *; require-trusted-types-for 'script'; trusted-types 'none'";
    private const string Create = "report(create)";
    private const string CreateAfterClick = "reportAfterClick(create)";
    private const string Allowed = "<iframe src=\"{second}\" allow=\"publickey-credentials-create *; publickey-credentials-get *\"></iframe>";
    private const string Frame = "<iframe src=\"{second}\"></iframe>";
    private const string InPopup = "ask('authenticator').then(() => report(create))";
    private const string SameSite = "https://www.contoso.test";
    private const string CrossSite = "https://fabrikam.test";

    public static IEnumerable<CeremonyRow> All =>
    [
        new("place: plain page", Create),
        new("place: strict policy and trusted types", Create) { Headers = [("Content-Security-Policy", Strict)] },
        new("place: page in a sandbox with its origin", Create) { Headers = [("Content-Security-Policy", "sandbox allow-scripts allow-same-origin")] },
        new("place: page in a sandbox without its origin", Create) { Headers = [("Content-Security-Policy", "sandbox allow-scripts")] },
        new("place: page whose policy forbids it", Create) { Headers = [("Permissions-Policy", "publickey-credentials-create=()")] },
        new("place: page whose policy forbids it, get", "report(get)") { Headers = [("Permissions-Policy", "publickey-credentials-get=()")] },
        new("place: http page", "report(() => `${typeof PublicKeyCredential} ${typeof navigator.credentials}`)") { Origin = "http://login.contoso.test" },
        new("place: http page on localhost", Create) { Origin = "http://localhost" },
        new("place: http page below localhost", Create) { Origin = "http://login.localhost" },
        new("place: address instead of a name", Create) { Origin = "https://127.0.0.1:{port}" },
        new("place: address of version 6", Create) { Origin = "http://[::1]" },
        new("place: port of its own", Create) { Origin = "https://login.contoso.test:{port}" },
        new("place: international name", Create) { Origin = "https://m\u00fcnchen.test" },
        new("place: frame of the same origin", "") { Html = Frame, Second = Create },
        new("place: frame without an address", "report(() => frames[0].navigator.credentials.create({ publicKey: creation() }))") { Html = "<iframe></iframe>" },
        new("place: frame with its document in an attribute", "") { Html = "<iframe srcdoc=\"<script src='/ceremony.js?row={row}'></script><script src='/script/second/{row}'></script>\"></iframe>", Second = Create },
        new("place: frame of a blob", "document.body.append(Object.assign(document.createElement('iframe'), { src: URL.createObjectURL(new Blob([`<script src='${origin}/ceremony.js?row={row}'></script><script>create().then((c) => parent.postMessage(describe(c), '*'), (e) => parent.postMessage(nameOf(e), '*'))</script>`], { type: 'text/html' })) })); addEventListener('message', (e) => say(e.data))"),
        new("place: frame of data", "addEventListener('message', (e) => say(e.data)); document.body.append(Object.assign(document.createElement('iframe'), { src: 'data:text/html,<script>try { navigator.credentials.create({ publicKey: {} }).catch((e) => parent.postMessage(e.name, `*`)) } catch (e) { parent.postMessage(e.name, `*`) }</script>' }))"),
        new("place: frame in a sandbox with its origin", "") { Html = "<iframe sandbox=\"allow-scripts allow-same-origin\" src=\"{second}\"></iframe>", Second = Create },
        new("place: frame in a sandbox without its origin", "") { Html = "<iframe sandbox=\"allow-scripts\" src=\"{second}\"></iframe>", Second = Create },
        new("place: frame of the same site, allowed and clicked", "") { Html = Allowed, Second = CreateAfterClick, SecondOrigin = SameSite, Clicks = true },
        new("place: frame of the same site, allowed", "") { Html = Allowed, Second = Create, SecondOrigin = SameSite },
        new("place: frame of the same site, not allowed", "") { Html = Frame, Second = CreateAfterClick, SecondOrigin = SameSite, Clicks = true },
        new("place: frame of another site, allowed and clicked", "") { Html = Allowed, Second = CreateAfterClick, SecondOrigin = CrossSite, Clicks = true },
        new("place: frame of another site, allowed", "") { Html = Allowed, Second = Create, SecondOrigin = CrossSite },
        new("place: frame of another site, not allowed", "") { Html = Frame, Second = CreateAfterClick, SecondOrigin = CrossSite, Clicks = true },
        new("place: frame of another site, clicked once and asking twice", "") { Html = Allowed, Second = "reportAfterClick(async () => `${await outcome(create)}; ${await outcome(create)}`)", SecondOrigin = CrossSite, Clicks = true, Reason = "The browser mostly uses the click up when it asks an authenticator; a script has no way to.", IsUnsteady = true },
        new("place: frame of another site asks for the page's rp id", "") { Html = Allowed, Second = "reportAfterClick(() => create({ rp: { id: 'login.contoso.test', name: 'Contoso' } }))", SecondOrigin = CrossSite, Clicks = true },
        new("place: frame of the own origin in a foreign one, clicked", "") { Html = Allowed, SecondHtml = "<iframe src=\"{third}\" allow=\"publickey-credentials-create *\"></iframe>", SecondOrigin = CrossSite, Third = CreateAfterClick, Clicks = true },
        new("place: get in a frame of another site, allowed", "") { Html = Allowed, Second = "report(async () => { await ask('none'); return get(); })", SecondOrigin = CrossSite },
        new("place: get in a frame of another site, not allowed", "") { Html = Frame, Second = "report(get)", SecondOrigin = CrossSite },
        new("place: frame that is gone", "report(async () => { const { credentials } = frames[0].navigator; document.querySelector('iframe').remove(); try { return await credentials.create({ publicKey: creation() }); } catch (e) { return e.name; } })") { Html = "<iframe></iframe>" },
        new("place: popup of the same origin", "addEventListener('click', () => open('{second}'))") { Second = InPopup, Clicks = true },
        new("place: popup of another site", "addEventListener('click', () => open('{second}'))") { Second = InPopup, SecondOrigin = CrossSite, Clicks = true },
        new("place: popup without an opener", "addEventListener('click', () => open('{second}', '', 'noopener'))") { Second = InPopup, Clicks = true },
        new("place: popup without an address", "addEventListener('click', () => { const popup = open('about:blank'); ask('authenticator').then(() => report(() => popup.navigator.credentials.create({ publicKey: creation() }).catch((e) => { throw new DOMException('', e.name); }))) })")
        {
            Clicks = true,
            Reason = "Such a window has the origin of the document that opened it, which drivers do not name. What is not vouched for is refused.",
        },
        new("place: next page of the same window", "location.href = '{second}'") { Second = Create, SecondOrigin = CrossSite },
    ];
}
