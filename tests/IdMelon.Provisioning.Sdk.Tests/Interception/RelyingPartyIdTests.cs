using IdMelon.Provisioning.Interception;

namespace IdMelon.Provisioning.Tests.Interception;

public sealed class RelyingPartyIdTests
{
    [Theory]
    [InlineData("com", null)]
    [InlineData("example.com", "example.com")]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("co.uk", null)]
    [InlineData("www.example.co.uk", "example.co.uk")]
    [InlineData("test", null)]
    [InlineData("contoso.test", "contoso.test")]
    [InlineData("localhost", null)]
    [InlineData("github.io", null)]
    [InlineData("ada.github.io", "ada.github.io")]
    [InlineData("www.ada.github.io", "ada.github.io")]
    [InlineData("foo.ck", null)]
    [InlineData("a.foo.ck", "a.foo.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("a.www.ck", "www.ck")]
    [InlineData("city.kobe.jp", "city.kobe.jp")]
    [InlineData("a.b.kobe.jp", "a.b.kobe.jp")]
    [InlineData("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("xn--fiqs8s", null)]
    [InlineData("a.xn--fiqs8s", "a.xn--fiqs8s")]
    [InlineData("foo.up.railway.app", "foo.up.railway.app")]
    [InlineData("example..com", null)]
    [InlineData("example.com.", null)]
    public void A_registrable_domain_is_a_public_suffix_and_one_label_more(string host, string? expected) => PublicSuffixes.RegistrableDomainOf(host).ShouldBe(expected);

    [Theory]
    [InlineData("https://login.microsoft.com", "login.microsoft.com", true)]
    [InlineData("https://login.microsoft.com", "microsoft.com", true)]
    [InlineData("https://login.microsoft.com", "com", false)]
    [InlineData("https://login.microsoft.com", "", false)]
    [InlineData("https://login.microsoft.com", "n.microsoft.com", false)]
    [InlineData("https://login.microsoft.com", "MICROSOFT.com", false)]
    [InlineData("https://login.microsoft.com", "microsoft.com.", false)]
    [InlineData("https://login.microsoft.com", "other.microsoft.com", false)]
    [InlineData("https://microsoft.com", "login.microsoft.com", false)]
    [InlineData("https://login.microsoft.com:8443", "microsoft.com", true)]
    [InlineData("http://login.microsoft.com", "login.microsoft.com", false)]
    [InlineData("https://ada.github.io", "github.io", false)]
    [InlineData("https://github.io", "github.io", true)]
    [InlineData("https://foo.up.railway.app", "railway.app", false)]
    [InlineData("https://foo.railway.app", "railway.app", true)]
    [InlineData("http://localhost:5000", "localhost", true)]
    [InlineData("http://a.localhost", "a.localhost", true)]
    [InlineData("http://a.localhost", "localhost", false)]
    [InlineData("https://127.0.0.1", "127.0.0.1", false)]
    [InlineData("https://[::1]", "[::1]", false)]
    [InlineData("https://1.2.3", "1.2.3", false)]
    [InlineData("https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example", true)]
    public void An_origin_may_claim_its_host_and_what_is_registrable_of_it(string origin, string relyingPartyId, bool expected)
    {
        WebOrigin.TryParse(origin, out var parsed).ShouldBeTrue();

        RelyingPartyIds.IsOwn(parsed, relyingPartyId).ShouldBe(expected);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("about:blank")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("chrome-extension://abcdefghijklmnop")]
    [InlineData("login.microsoft.com")]
    public void What_has_no_origin_of_the_web_has_no_passkeys(string origin) => WebOrigin.TryParse(origin, out _).ShouldBeFalse();

    [Theory]
    [InlineData("https://contoso.test", true, true)]
    [InlineData("http://contoso.test", false, false)]
    [InlineData("http://localhost:80", true, true)]
    [InlineData("http://a.b.localhost", true, true)]
    [InlineData("http://127.0.0.1:1234", true, false)]
    [InlineData("http://127.9.9.9", true, false)]
    [InlineData("http://[::1]", true, false)]
    [InlineData("http://10.0.0.1", false, false)]
    [InlineData("https://10.0.0.1", true, false)]
    [InlineData("http://localhost.evil.test", false, false)]
    public void Secure_contexts_and_those_with_passkeys(string origin, bool isSecure, bool mayHavePasskeys)
    {
        WebOrigin.TryParse(origin, out var parsed).ShouldBeTrue();

        (parsed.IsSecure, parsed.MayHavePasskeys).ShouldBe((isSecure, mayHavePasskeys));
    }
}
