using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>One private window without a browser: keeps cookies, reads the data that pages carry, and sends what their scripts would send.</summary>
internal sealed partial class PageClient(HttpMessageHandler handler, string acceptLanguage, CancellationToken cancellationToken) : IDisposable
{
    public const string SignInHost = "https://login.microsoftonline.com";
    public const string SecurityInfoHost = "https://mysignins.microsoft.com";

    private readonly HttpClient client = new(handler);
    private readonly CookieContainer cookies = new();
    private readonly string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));

    /// <summary>The document that came last.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Where the last answer redirects to.</summary>
    public Uri? Location { get; private set; }

    public HttpStatusCode Status { get; private set; }

    /// <summary>The headers of the last answer.</summary>
    public HttpResponseHeaders? Headers { get; private set; }

    /// <summary>The data of the last sign-in page.</summary>
    public JsonObject Config { get; private set; } = [];

    public string SessionContext { get; private set; } = "";

    public string AuthorizeQuery(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "19db86c3-b2b9-44cc-b339-36da233a3be2",
            ["redirect_uri"] = SecurityInfoHost,
            ["response_type"] = "code",
            ["response_mode"] = "fragment",
            ["scope"] = "openid",
            ["state"] = "the state & more",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return "?" + string.Join('&', query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
    }

    public Task AuthorizeAsync(params (string Name, string? Value)[] changes) => GetAsync($"{SignInHost}/common/oauth2/v2.0/authorize{AuthorizeQuery(changes)}");

    public Task GetAsync(string address) => SendAsync(new(HttpMethod.Get, address));

    public Task PostFormAsync(string address, IEnumerable<KeyValuePair<string, string>> fields) =>
        SendAsync(new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) });

    public Task<JsonObject> PostJsonAsync(string address, JsonObject body) => SendForJsonAsync(new(HttpMethod.Post, address) { Content = Json(body) });

    /// <summary>Types a user name.</summary>
    public async Task<JsonObject> AskForCredentialAsync(string name, Action<JsonObject>? change = null)
    {
        var body = new JsonObject { ["username"] = name, ["originalRequest"] = Text("sCtx"), ["flowToken"] = Text("sFT"), ["isAccessPassSupported"] = true };
        change?.Invoke(body);
        var request = new HttpRequestMessage(HttpMethod.Post, Text("urlGetCredentialType")) { Content = Json(body) };
        request.Headers.Add("canary", Text("apiCanary"));
        var answer = await SendForJsonAsync(request);
        if (!answer.ContainsKey("error"))
        {
            Config["sFT"] = answer["FlowToken"]!.DeepClone();
            Config["apiCanary"] = answer["apiCanary"]!.DeepClone();
            Config["canary"] = answer["canary"]!.DeepClone();
            Config["sPOST_Username"] = name;
        }

        return answer;
    }

    /// <summary>The fields that a page posts with a credential.</summary>
    public Dictionary<string, string> Fields(string kind, string name, string value) => new()
    {
        ["login"] = Text("sPOST_Username"),
        ["loginfmt"] = Text("sPOST_Username"),
        [name] = value,
        ["ps"] = kind,
        ["canary"] = Text("canary"),
        ["ctx"] = Text("sCtx"),
        ["flowToken"] = Text("sFT"),
    };

    public Task EnterPassAsync(string code) => PostFormAsync(Text("urlPost"), Fields("56", "accesspass", code));

    public Task AnswerStaySignedInAsync() => PostFormAsync(
        SignInHost + Text("urlPost"),
        new Dictionary<string, string> { ["LoginOptions"] = "0", ["type"] = "28", ["canary"] = Text("canary"), ["ctx"] = Text("sCtx"), ["flowToken"] = Text("sFT") });

    public async Task SignInAsync(string name, string code)
    {
        await AuthorizeAsync();
        await AskForCredentialAsync(name);
        await EnterPassAsync(code);
        if (Status == HttpStatusCode.OK && Text("pgid") == "KmsiInterrupt")
        {
            await AnswerStaySignedInAsync();
        }
    }

    /// <summary>Brings the code of the last redirect to Security info.</summary>
    public async Task<JsonObject> OpenSecurityInfoAsync(string? otherVerifier = null, string? code = null)
    {
        var answer = await CallAsync("session/authorize", new() { ["code"] = code ?? Fragment()["code"], ["codeVerifier"] = otherVerifier ?? verifier });
        SessionContext = (string?)answer["sessionCtxV2"] ?? "";
        return answer;
    }

    public Dictionary<string, string> Fragment() =>
        Location!.Fragment.TrimStart('#').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    public Task<JsonObject> CallAsync(string path, JsonObject? body = null, bool ajax = true, string? context = null)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, $"{SecurityInfoHost}/api/{path}");
        if (body is not null)
        {
            request.Content = Json(body);
        }

        if (ajax)
        {
            request.Headers.Add("AjaxRequest", "true");
        }

        request.Headers.Add("SessionCtxV2", context ?? SessionContext);
        return SendForJsonAsync(request);
    }

    /// <summary>Starts a registration: what the page would post to the ceremony.</summary>
    public async Task<(string Address, Dictionary<string, string> Fields)> StartRegistrationAsync()
    {
        var answer = await CallAsync("authenticationmethods/new", new() { ["Type"] = 18 });
        var data = JsonNode.Parse((string?)answer["Data"] ?? throw new InvalidOperationException($"No registration begins: {answer.ToJsonString()}"))!;
        return ((string)data["provisionUrl"]!, data["requestData"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? ""));
    }

    /// <summary>Posts the result of a ceremony and reads what the page hands on.</summary>
    public async Task<JsonObject> FinishCeremonyAsync(Dictionary<string, string> fields, Registration registration)
    {
        await PostFormAsync(fields["postBackUrl"], new Dictionary<string, string>
        {
            ["canary"] = fields["canary"],
            ["clientDataJson"] = Base64Url.EncodeToString(registration.ClientData()),
            ["attestationObject"] = Base64Url.EncodeToString(registration.AttestationObject()),
            ["credentialId"] = Base64Url.EncodeToString(registration.ClaimedId ?? registration.CredentialId),
            ["transports"] = registration.Transports,
            ["clientExtensionResults"] = Base64Url.EncodeToString("{}"u8),
        });
        return JsonNode.Parse(Carried("context"))!.AsObject();
    }

    public Task<JsonObject> VerifyAsync(JsonObject context, string name)
    {
        context["Name"] = name;
        return CallAsync("authenticationmethods/verify", new() { ["Type"] = 18, ["VerificationData"] = context.ToJsonString() });
    }

    /// <summary>A whole registration.</summary>
    public async Task<JsonObject> RegisterAsync(Func<string, Registration> make, string name = "Key")
    {
        var (_, fields) = await StartRegistrationAsync();
        return await VerifyAsync(await FinishCeremonyAsync(fields, make(fields["serverChallenge"])), name);
    }

    public string Text(string key) => (string?)Config[key] ?? "";

    public string Carried(string id) => WebUtility.HtmlDecode(Regex.Match(Html, $"<div id=\"{id}\" data-content=\"([^\"]*)\">").Groups[1].Value);

    public string Meta(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"<meta name=\"{name}\" content=\"([^\"]*)\">").Groups[1].Value);

    public void Dispose() => client.Dispose();

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), new MediaTypeHeaderValue("application/json", "utf-8"));

    [GeneratedRegex(@"\$Config=(.*);var ServerData", RegexOptions.CultureInvariant)]
    private static partial Regex ConfigPattern();

    private async Task<JsonObject> SendForJsonAsync(HttpRequestMessage request)
    {
        await SendAsync(request);
        return JsonNode.Parse(Html)!.AsObject();
    }

    private async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.AcceptLanguage.ParseAdd(acceptLanguage);
            if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header)
            {
                request.Headers.Add("Cookie", header);
            }

            using var response = await client.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var values))
            {
                foreach (var value in values)
                {
                    cookies.SetCookies(request.RequestUri!, value);
                }
            }

            Status = response.StatusCode;
            Headers = response.Headers;
            Location = response.Headers.Location;
            Html = await response.Content.ReadAsStringAsync(cancellationToken);
            Config = ConfigPattern().Match(Html) is { Success: true } match ? JsonNode.Parse(match.Groups[1].Value)!.AsObject() : Config;
        }
    }
}
