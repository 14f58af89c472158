namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Which rp id a page claims, and which lists of related origins there are.</summary>
internal static class RelyingPartyRows
{
    private const string Listed = "{\"origins\":[\"https://login.contoso.test\"]}";
    private const string Labels = "\"https://a.test\",\"https://b.test\",\"https://c.test\",\"https://d.test\"";

    public static IEnumerable<CeremonyRow> All =>
    [
        Claim("its host", "login.contoso.test"),
        Claim("what is registrable of it", "contoso.test"),
        Claim("a public suffix that no rule names", "test"),
        Claim("another host of the site", "www.contoso.test"),
        Claim("a host below", "a.login.contoso.test"),
        Claim("the end of a label", "soso.test"),
        Claim("nothing", ""),
        Claim("another site", "nobody.test"),
        Claim("its host in capitals", "LOGIN.contoso.test"),
        Claim("its host with a dot at the end", "login.contoso.test."),
        Claim("its host with a port", "login.contoso.test:443"),
        Claim("its origin", "https://login.contoso.test"),
        Claim("an address", "127.0.0.1"),
        Claim("a name with a blank", "login contoso.test"),
        Claim("a public suffix of a registry", "co.uk") with { Origin = "https://contoso.co.uk" },
        Claim("a public suffix of a private list", "github.io") with { Origin = "https://contoso.github.io" },
        Claim("its own host, which is a public suffix", "github.io") with { Origin = "https://github.io" },
        Claim("what is registrable below a private suffix", "contoso.github.io") with { Origin = "https://www.contoso.github.io" },
        Claim("a name that its private suffix lies in", "railway.app") with { Origin = "https://contoso.up.railway.app" },
        Claim("a suffix by a wildcard", "contoso.ck") with { Origin = "https://login.contoso.ck" },
        Claim("an exception of a wildcard", "www.ck") with { Origin = "https://login.www.ck" },
        Claim("an international suffix", "xn--55qx5d.cn") with { Origin = "https://login.xn--55qx5d.cn" },
        Claim("its international name as people write it", "m\u00fcnchen.test") with { Origin = "https://m\u00fcnchen.test" },
        Claim("its international name in ASCII", "xn--mnchen-3ya.test") with { Origin = "https://m\u00fcnchen.test" },
        Claim("localhost below localhost", "localhost") with { Origin = "http://login.localhost" },
        Related("that names the caller", new(Listed)),
        Related("that names the caller, get", new(Listed)) with { Script = "report(async () => { await create({ rp: { id: 'listed.test', name: 'x' } }); return get({ rpId: 'listed.test' }); })", Lists = [("listed.test", new(Listed))] },
        Related("that names the caller with its type in full", new(Listed, "application/json; charset=utf-8")),
        Related("that names the caller as one of five labels", new($"{{\"origins\":[{Labels},\"https://login.contoso.test\"]}}")),
        Related("that names the caller as the sixth label", new($"{{\"origins\":[{Labels},\"https://e.test\",\"https://login.contoso.test\"]}}")),
        Related("that names the caller after many of a label", new($"{{\"origins\":[{Labels},\"https://a.example\",\"https://www.a.org\",\"https://login.contoso.test\"]}}")),
        Related("that names a site of the caller only", new("{\"origins\":[\"https://contoso.test\"]}")),
        Related("that names another port", new("{\"origins\":[\"https://login.contoso.test:8443\"]}")),
        Related("that names another scheme", new("{\"origins\":[\"http://login.contoso.test\"]}")),
        Related("that names the caller with a path", new("{\"origins\":[\"https://login.contoso.test/path\"]}")),
        Related("that names nobody", new("{\"origins\":[]}")),
        Related("that holds what is no text", new("{\"origins\":[1,\"https://login.contoso.test\"]}")),
        Related("that is no JSON", new("origins: https://login.contoso.test")),
        Related("of another type", new(Listed, "text/plain")),
        Related("that is missing", new(Listed, Status: 404)),
        Related("that is too long", new("{\"origins\":[\"https://login.contoso.test\"],\"x\":\"" + new string('x', 1 << 18) + "\"}")),
        Related("that is elsewhere by https", new("", Status: 302, Location: "https://list.test/.well-known/webauthn")) with { Lists = [("listed-elsewhere.test", new("", Status: 302, Location: "https://list.test/.well-known/webauthn")), ("list.test", new(Listed))], Script = Asking("listed-elsewhere.test") },
        Related("that is elsewhere by http", new("")) with
        {
            Lists = [("listed-insecure.test", new("", Status: 302, Location: "http://plain.test/.well-known/webauthn")), ("plain.test", new(Listed))],
            Script = Asking("listed-insecure.test"),
        },
    ];

    private static CeremonyRow Claim(string what, string relyingPartyId) => new($"rp id: {what}", Asking(relyingPartyId));

    private static CeremonyRow Related(string what, WellKnown reply)
    {
        var host = $"rp-{what.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}.example";
        return new CeremonyRow($"related origins: a list {what}", Asking(host)) { Lists = [(host, reply)] };
    }

    private static string Asking(string relyingPartyId) => $"report(() => create({{ rp: {{ id: '{relyingPartyId}', name: 'Contoso' }} }}))";
}
