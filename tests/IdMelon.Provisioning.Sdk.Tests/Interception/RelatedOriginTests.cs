using System.Net;
using System.Text;
using IdMelon.Provisioning.Interception;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Interception;

public sealed class RelatedOriginTests
{
    private const string Me = "https://contoso.test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"origins":["https://contoso.test"]}""", true)]
    [InlineData("""{"origins":["https://a.test","https://contoso.test/path?x#y"]}""", true)]
    [InlineData("""{"origins":["https://contoso.test:443"]}""", true)]
    [InlineData("""{"origins":["https://contoso.test:8443"]}""", false)]
    [InlineData("""{"origins":["http://contoso.test"]}""", false)]
    [InlineData("""{"origins":["https://www.contoso.test"]}""", false)]
    [InlineData("""{"origins":["contoso.test","nonsense","https://com","https://127.0.0.1","https://localhost"]}""", false)]
    [InlineData("""{"origins":[1,"https://contoso.test"]}""", false)]
    [InlineData("""{"origins":"https://contoso.test"}""", false)]
    [InlineData("""["https://contoso.test"]""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""{"origins":[""", false)]
    [InlineData("", false)]
    public void A_list_names_an_origin_exactly(string json, bool expected) => Names(json).ShouldBe(expected);

    [Fact]
    public void No_more_than_five_labels_are_looked_at()
    {
        Names("""{"origins":["https://a.test","https://b.test","https://c.test","https://d.test","https://contoso.test"]}""").ShouldBeTrue();
        Names("""{"origins":["https://a.test","https://b.test","https://c.test","https://d.test","https://e.test","https://contoso.test"]}""").ShouldBeFalse();
        Names("""{"origins":["https://a.test","https://a.example","https://www.a.org","https://b.test","https://c.test","https://d.test","https://contoso.test"]}""").ShouldBeTrue();
        Names("""{"origins":["https://contoso.example","https://b.test","https://c.test","https://d.test","https://e.test","https://f.test","https://contoso.test"]}""").ShouldBeTrue();
    }

    [Fact]
    public async Task The_list_is_fetched_from_its_well_known_place()
    {
        HttpRequestMessage? asked = null;
        using var http = new HttpClient(new Handler((request, _) =>
        {
            asked = request;
            return Task.FromResult(Reply("{}"));
        }));

        var list = await new HttpRelatedOrigins(http).FetchAsync("rp.test", Token);

        Encoding.UTF8.GetString(list!.Value.Span).ShouldBe("{}");
        asked!.RequestUri!.AbsoluteUri.ShouldBe("https://rp.test/.well-known/webauthn");
        asked.Headers.Referrer.ShouldBeNull();
        asked.Headers.Authorization.ShouldBeNull();
    }

    [Theory]
    [InlineData(404, "application/json", 2, "https")]
    [InlineData(204, "application/json", 2, "https")]
    [InlineData(200, "text/html", 2, "https")]
    [InlineData(200, "application/jsonp", 2, "https")]
    [InlineData(200, "application/json", (1 << 18) + 1, "https")]
    [InlineData(200, "application/json", 2, "http")]
    public async Task What_browsers_do_not_take_is_no_list(int status, string type, int length, string scheme)
    {
        using var http = new HttpClient(new Handler((request, _) => Task.FromResult(Reply(new string(' ', length), status, type, new Uri($"{scheme}://elsewhere.test/")))));

        (await new HttpRelatedOrigins(http).FetchAsync("rp.test", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_list_that_cannot_be_reached_is_none()
    {
        using var http = new HttpClient(new Handler((_, _) => throw new HttpRequestException("unreachable")));

        (await new HttpRelatedOrigins(http).FetchAsync("rp.test", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_list_that_does_not_come_is_waited_for_no_longer_than_ten_seconds()
    {
        var time = new FakeTimeProvider();
        using var http = new HttpClient(new Handler(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return Reply("{}");
        }));

        var fetching = new HttpRelatedOrigins(http, time).FetchAsync("rp.test", Token);
        time.Advance(TimeSpan.FromSeconds(9.9));
        fetching.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        (await fetching).ShouldBeNull();
    }

    private static bool Names(string json)
    {
        WebOrigin.TryParse(Me, out var origin).ShouldBeTrue();
        return RelatedOriginList.Names(Encoding.UTF8.GetBytes(json), origin);
    }

    private static HttpResponseMessage Reply(string text, int status = 200, string type = "application/json", Uri? from = null) => new((HttpStatusCode)status)
    {
        Content = new StringContent(text, Encoding.UTF8, type),
        RequestMessage = new HttpRequestMessage(HttpMethod.Get, from ?? new Uri("https://rp.test/.well-known/webauthn")),
    };

    private sealed class Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
