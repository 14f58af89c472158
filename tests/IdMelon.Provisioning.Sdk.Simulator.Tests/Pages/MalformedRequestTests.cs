using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class MalformedRequestTests : PagesFixture
{
    public static TheoryData<string, string> Posts => new MatrixTheoryData<string, string>(
        [
            "https://login.microsoftonline.com/common/login",
            "https://login.microsoftonline.com/common/GetCredentialType",
            "https://login.microsoftonline.com/kmsi",
            "https://login.microsoftonline.com/interrupt",
            "https://login.microsoft.com/common/fido/create",
            "https://mysignins.microsoft.com/api/post/newfido",
            "https://mysignins.microsoft.com/api/session/authorize",
            "https://mysignins.microsoft.com/api/authenticationmethods/new",
            "https://mysignins.microsoft.com/api/authenticationmethods/verify",
            "https://mysignins.microsoft.com/api/authenticationmethods/delete",
            "https://mysignins.microsoft.com/simulator-assets/weather?view=x",
        ],
        ["nothing", "no object", "twice the same", "deep", "half a form", "a form with too much", "bytes", "too long"]);

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_post_of_nonsense_gets_an_answer_and_not_a_crash(string address, string kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Content(kind) };
        request.Headers.Add("AjaxRequest", "true");

        // What is too long is refused before it is sent.
        request.Headers.ExpectContinue = true;

        using var client = new HttpClient(Simulator.CreateHandler());
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData("DELETE", "https://login.microsoftonline.com/common/login", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "https://login.microsoftonline.com/kmsi", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "https://login.microsoftonline.com/security-info", HttpStatusCode.NotFound)]
    [InlineData("GET", "https://mysignins.microsoft.com/common/oauth2/v2.0/authorize", HttpStatusCode.NotFound)]
    [InlineData("POST", "https://mysignins.microsoft.com/x/fido/create", HttpStatusCode.NotFound)]
    [InlineData("GET", "https://login.microsoft.com/simulator-assets/..%2f..%2fpages.css", HttpStatusCode.NotFound)]
    public async Task A_page_lives_on_its_host_and_answers_its_method_only(string method, string address, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), address);
        using var client = new HttpClient(Simulator.CreateHandler());

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    private static HttpContent Content(string kind) => kind switch
    {
        "nothing" => new ByteArrayContent([]),
        "no object" => Json("[1,2]"),
        "twice the same" => Json("""{"username":"a","username":"b","code":"a","code":"b"}"""),
        "deep" => Json(new string('[', 5000)),
        "half a form" => Form("ctx=%zz&flowToken=%&canary"),
        "a form with too much" => Form(string.Join('&', Enumerable.Range(0, 3000).Select(number => $"f{number}=1"))),
        "bytes" => new ByteArrayContent([0, 255, 254, 1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        "too long" => Form("ctx=" + new string('x', 10_000_000)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such content."),
    };

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static StringContent Form(string text) => new(text, Encoding.UTF8, "application/x-www-form-urlencoded");
}
