namespace IdMelon.Provisioning.Browsers.Tests;

public sealed class PageAddressTests
{
    [Theory]
    [InlineData("https://login.microsoft.com/a?b#c", "https://login.microsoft.com")]
    [InlineData("https://login.microsoft.com:443/", "https://login.microsoft.com")]
    [InlineData("http://localhost:8080/", "http://localhost:8080")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080")]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example")]
    [InlineData("blob:https://login.microsoft.com/7c5f", "https://login.microsoft.com")]
    [InlineData("blob:null/7c5f", "null")]
    [InlineData("data:text/html,x", "null")]
    [InlineData("about:blank", "null")]
    [InlineData("chrome-error://chromewebdata/", "null")]
    [InlineData("file:///etc/passwd", "null")]
    [InlineData("", "null")]
    public void An_origin_is_what_scripts_see(string address, string origin) => PageAddress.OriginOf(address).ShouldBe(origin);
}
