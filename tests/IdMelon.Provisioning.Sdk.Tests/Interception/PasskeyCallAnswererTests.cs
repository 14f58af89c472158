using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Interception;

public sealed class PasskeyCallAnswererTests
{
    private const string Origin = "https://login.contoso.test";

    private readonly FakeTimeProvider time = new();
    private readonly ScriptedAuthenticator authenticator = new();
    private readonly RecordingPolicy policy = new();
    private readonly Lists lists = new();
    private readonly PasskeyCallAnswerer answerer;

    public PasskeyCallAnswererTests() => answerer = new PasskeyCallAnswerer(authenticator, policy, lists, time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_answered_once_its_key_is_kept()
    {
        var answer = await AskAsync(Create());

        answer.GetProperty("credential").GetProperty("id").GetString().ShouldBe("AQID");
        policy.Kept.Single().RelyingPartyId.ShouldBe("login.contoso.test");
        policy.Refusals.ShouldBeEmpty();
        answerer.IsUnderWay.ShouldBeFalse();
    }

    [Fact]
    public async Task A_proof_is_given_too()
    {
        var answer = await AskAsync(Get());

        answer.GetProperty("credential").GetProperty("response").GetProperty("signature").GetString().ShouldBe("BA");
        policy.Kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("login.contoso.test", null)]
    [InlineData("contoso.test", null)]
    [InlineData("test", "SecurityError")]
    [InlineData("other.test", "SecurityError")]
    [InlineData("", "SecurityError")]
    public async Task The_rp_id_belongs_to_the_origin(string relyingPartyId, string? error) =>
        ErrorOf(await AskAsync(Create(options => options["rp"]!["id"] = relyingPartyId))).ShouldBe(error);

    [Theory]
    [InlineData("http://login.contoso.test", Origin)]
    [InlineData("https://127.0.0.1", "https://127.0.0.1")]
    [InlineData("null", Origin)]
    [InlineData(Origin, "http://contoso.test")]
    [InlineData(Origin, "null")]
    public async Task Documents_that_are_no_secure_context_have_no_passkeys(string origin, string topOrigin)
    {
        ErrorOf(await AskAsync(Create(), origin, topOrigin)).ShouldBe("SecurityError");
        policy.Refusals.Single().Code.ShouldBe(ErrorCodes.CeremonyForeign);
    }

    [Fact]
    public async Task A_relying_party_may_name_other_origins()
    {
        lists.Json = """{"origins":["https://login.contoso.test"]}""";

        ErrorOf(await AskAsync(Create(options => options["rp"]!["id"] = "contoso.example"))).ShouldBeNull();
        lists.Asked.ShouldBe(["contoso.example"]);
    }

    [Theory]
    [InlineData("contoso.test")]
    [InlineData("127.0.0.1")]
    [InlineData("a b")]
    [InlineData("[::1]")]
    [InlineData("evil.test/path")]
    [InlineData("evil.test:8443")]
    [InlineData("user@evil.test")]
    public async Task No_list_is_fetched_that_is_not_needed_or_cannot_be(string relyingPartyId)
    {
        await AskAsync(Create(options => options["rp"]!["id"] = relyingPartyId));

        lists.Asked.ShouldBeEmpty();
    }

    public static TheoryData<string, string, string> WrongOptions => new()
    {
        { "create", "challenge", "TypeError" },
        { "create", "rp", "TypeError" },
        { "create", "rp.name", "TypeError" },
        { "create", "user", "TypeError" },
        { "create", "user.id", "TypeError" },
        { "create", "user.name", "TypeError" },
        { "create", "user.displayName", "TypeError" },
        { "create", "pubKeyCredParams", "TypeError" },
        { "get", "challenge", "TypeError" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task What_is_required_is_missed(string kind, string member, string expected)
    {
        var path = member.Split('.');
        var message = kind == "create" ? Create(Remove) : Get(Remove);

        ErrorOf(await AskAsync(message)).ShouldBe(expected);
        authenticator.Created.ShouldBeEmpty();

        void Remove(JsonObject options) => (path.Length == 1 ? options : (JsonObject)options[path[0]]!).Remove(path[^1]);
    }

    [Theory]
    [InlineData(0, "TypeError")]
    [InlineData(1, null)]
    [InlineData(64, null)]
    [InlineData(65, "TypeError")]
    public async Task A_user_handle_has_1_to_64_bytes(int length, string? error) =>
        ErrorOf(await AskAsync(Create(options => options["user"]!["id"] = Base64UrlText.Encode(new byte[length])))).ShouldBe(error);

    [Fact]
    public async Task No_algorithms_mean_the_usual_ones()
    {
        await AskAsync(Create(options => options["pubKeyCredParams"] = new JsonArray()));

        authenticator.Created.Single().Algorithms.ShouldBe([-7, -257]);
    }

    [Fact]
    public async Task Algorithms_of_unknown_types_alone_are_not_supported() =>
        ErrorOf(await AskAsync(Create(options => options["pubKeyCredParams"] = new JsonArray(new JsonObject { ["type"] = "other", ["alg"] = -7 })))).ShouldBe("NotSupportedError");

    [Theory]
    [InlineData("excludeCredentials", 64, null)]
    [InlineData("excludeCredentials", 65, "RangeError")]
    public async Task Long_lists_are_refused(string list, int length, string? error) =>
        ErrorOf(await AskAsync(Create(options => options[list] = new JsonArray([.. Enumerable.Range(0, length).Select(_ => new JsonObject { ["type"] = "public-key", ["id"] = "AQ" })])))).ShouldBe(error);

    [Theory]
    [InlineData("create", """{"appid":"https://contoso.test"}""", "NotSupportedError")]
    [InlineData("create", """{"largeBlob":{"read":true}}""", "NotSupportedError")]
    [InlineData("create", """{"prf":{"evalByCredential":{}}}""", "NotSupportedError")]
    [InlineData("create", """{"unknown":1,"credProps":true}""", null)]
    [InlineData("get", """{"credProps":true}""", "NotSupportedError")]
    [InlineData("get", """{"largeBlob":{"support":"required"}}""", "NotSupportedError")]
    [InlineData("get", """{"prf":{"evalByCredential":{"AQID":{"first":"AQ"}}}}""", "NotSupportedError")]
    [InlineData("get", """{"appid":"no address"}""", "SyntaxError")]
    public async Task Extensions_are_asked_for_where_they_belong(string kind, string extensions, string? error)
    {
        var message = kind == "create" ? Create(Set) : Get(Set);

        ErrorOf(await AskAsync(message)).ShouldBe(error);

        void Set(JsonObject options) => options["extensions"] = JsonNode.Parse(extensions);
    }

    [Fact]
    public async Task Inputs_for_a_credential_that_is_not_allowed_are_refused() =>
        ErrorOf(await AskAsync(Get(options =>
        {
            options["allowCredentials"] = new JsonArray(new JsonObject { ["type"] = "public-key", ["id"] = "AQID" });
            options["extensions"] = JsonNode.Parse("""{"prf":{"evalByCredential":{"BAUG":{"first":"AQ"}}}}""");
        }))).ShouldBe("SyntaxError");

    [Fact]
    public async Task Allowed_credentials_of_unknown_types_do_not_mean_all() =>
        ErrorOf(await AskAsync(Get(options => options["allowCredentials"] = new JsonArray(new JsonObject { ["type"] = "other", ["id"] = "AQ" })))).ShouldBe("NotAllowedError");

    [Theory]
    [InlineData(ErrorCodes.CeremonyExcluded, "InvalidStateError")]
    [InlineData(ErrorCodes.CeremonyUnsupported, "NotAllowedError")]
    [InlineData(ErrorCodes.CeremonyNoCredential, "NotAllowedError")]
    [InlineData(ErrorCodes.CeremonyFailed, "NotAllowedError")]
    public async Task A_refusal_of_the_authenticator_has_the_browsers_name(string code, string error)
    {
        authenticator.OnCreate = (_, _) => Task.FromResult<Attempt<MadePasskey>>(ProvisioningError.Of(code));

        ErrorOf(await AskAsync(Create())).ShouldBe(error);
        policy.Refusals.Single().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Nothing_is_made_that_the_policy_does_not_allow()
    {
        policy.Decision = ProvisioningError.Of(ErrorCodes.UserOther);

        ErrorOf(await AskAsync(Create())).ShouldBe("NotAllowedError");
        authenticator.Created.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_answered()
    {
        policy.OnKeep = () => throw new InvalidOperationException("secret in a message");

        var answer = await AskAsync(Create());

        ErrorOf(answer).ShouldBe("NotAllowedError");
        answer.ToString().ShouldNotContain("secret");
        policy.Refusals.Single().Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_call_that_is_called_off_makes_nothing_afterwards()
    {
        var (begun, result) = authenticator.Hold();
        var asking = AskAsync(Create(id: "one"));
        await begun;

        (await AskAsync("""{"kind":"abort","id":"other"}""")).ToString().ShouldBe("{}");
        asking.IsCompleted.ShouldBeFalse();
        (await AskAsync("""{"kind":"abort","id":"one"}""")).ToString().ShouldBe("{}");

        ErrorOf(await asking).ShouldBe("AbortError");
        answerer.IsUnderWay.ShouldBeTrue();
        result.SetResult(ScriptedAuthenticator.Made());
        await answerer.CloseAsync(Token);
        policy.Kept.ShouldBeEmpty();
        policy.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1L, 10)]
    [InlineData(60_000L, 60)]
    [InlineData(4_000_000_000L, 72_000)]
    [InlineData(null, 72_000)]
    public async Task Time_is_over_within_the_browsers_bounds(long? asked, int seconds)
    {
        var (begun, _) = authenticator.Hold();
        var asking = AskAsync(Create(options => options["timeout"] = asked));
        await begun;

        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        ErrorOf(await asking).ShouldBe("NotAllowedError");
    }

    [Fact]
    public async Task A_second_call_does_not_get_in_the_way_of_the_first()
    {
        var (begun, result) = authenticator.Hold();
        var first = AskAsync(Create());
        await begun;

        ErrorOf(await AskAsync(Get())).ShouldBe("OperationError");
        result.SetResult(ScriptedAuthenticator.Made());

        ErrorOf(await first).ShouldBeNull();
        ErrorOf(await AskAsync(Get())).ShouldBeNull();
    }

    [Fact]
    public async Task Closing_ends_the_call_and_waits_for_whoever_works_on_it()
    {
        var (begun, result) = authenticator.Hold();
        var asking = AskAsync(Create());
        await begun;

        var closing = answerer.CloseAsync(Token);

        ErrorOf(await asking).ShouldBe("NotAllowedError");
        closing.IsCompleted.ShouldBeFalse();
        result.SetResult(ScriptedAuthenticator.Made());
        await closing;
        policy.Kept.ShouldBeEmpty();
        ErrorOf(await AskAsync(Create())).ShouldBe("NotAllowedError");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"store"}""")]
    [InlineData("""{"kind":"create"}""")]
    [InlineData("""{"kind":"create","options":[]}""")]
    [InlineData("""{"kind":"create","options":{"rp":1,"user":2,"challenge":3,"pubKeyCredParams":4}}""")]
    [InlineData("""{"kind":"get","options":{"challenge":"\ud800"}}""")]
    public async Task Rubbish_is_a_type_error(string message) => ErrorOf(await AskAsync(message)).ShouldBe("TypeError");

    private static string Create(Action<JsonObject>? change = null, string? id = null) => Message("create", change, id, """
        {"rp":{"name":"Contoso"},"user":{"id":"AQID","name":"ada","displayName":"Ada"},"challenge":"AAEC","pubKeyCredParams":[{"type":"public-key","alg":-7}]}
        """);

    private static string Get(Action<JsonObject>? change = null) => Message("get", change, null, """{"challenge":"AAEC"}""");

    private static string Message(string kind, Action<JsonObject>? change, string? id, string options)
    {
        var json = (JsonObject)JsonNode.Parse(options)!;
        change?.Invoke(json);
        return new JsonObject { ["kind"] = kind, ["id"] = id, ["options"] = json }.ToJsonString();
    }

    private static string? ErrorOf(JsonElement answer) => answer.TryGetProperty("error", out var error) ? error.GetProperty("name").GetString() : null;

    private async Task<JsonElement> AskAsync(string message, string origin = Origin, string? topOrigin = null)
    {
        using var answer = JsonDocument.Parse(await answerer.HandleAsync(new PasskeyCall(origin, topOrigin ?? origin, message), Token));
        return answer.RootElement.Clone();
    }

    private sealed class Lists : IRelatedOrigins
    {
        public string? Json { get; set; }

        public ConcurrentQueue<string> Asked { get; } = [];

        public Task<ReadOnlyMemory<byte>?> FetchAsync(string relyingPartyId, CancellationToken cancellationToken)
        {
            Asked.Enqueue(relyingPartyId);
            return Task.FromResult<ReadOnlyMemory<byte>?>(Json is null ? null : Encoding.UTF8.GetBytes(Json));
        }
    }

    private sealed class RecordingPolicy : IPasskeyCallPolicy
    {
        public ProvisioningError? Decision { get; set; }

        public Action OnKeep { get; set; } = () => { };

        public ConcurrentQueue<PasskeyCallRequest> Kept { get; } = [];

        public ConcurrentQueue<ProvisioningError> Refusals { get; } = [];

        public Task<ProvisioningError?> DecideAsync(PasskeyCallRequest request, CancellationToken cancellationToken) => Task.FromResult(Decision);

        public Task KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken)
        {
            OnKeep();
            Kept.Enqueue(request);
            return Task.CompletedTask;
        }

        public void OnRefused(PasskeyCallRequest? request, ProvisioningError error) => Refusals.Enqueue(error);
    }

    private sealed class ScriptedAuthenticator : IPasskeyAuthenticator
    {
        public ConcurrentQueue<PasskeyCreationOptions> Created { get; } = [];

        public Func<PasskeyCreationOptions, CancellationToken, Task<Attempt<MadePasskey>>> OnCreate { get; set; } = (_, _) => Task.FromResult<Attempt<MadePasskey>>(Made());

        public static MadePasskey Made() => new(
            new PasskeyRegistration
            {
                CredentialId = new byte[] { 1, 2, 3 },
                ClientDataJson = new byte[] { 1 },
                AttestationObject = new byte[] { 2 },
                AuthenticatorData = new byte[] { 3 },
                SubjectPublicKeyInfo = new byte[] { 4 },
                Algorithm = -7,
            },
            Guid.Empty,
            null);

        /// <summary>Lets the next call begin and then hang, deaf to cancellation, until it is given its result.</summary>
        public (Task Begun, TaskCompletionSource<MadePasskey> Result) Hold()
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var result = new TaskCompletionSource<MadePasskey>(TaskCreationOptions.RunContinuationsAsynchronously);
            OnCreate = async (_, _) =>
            {
                begun.SetResult();
                return await result.Task;
            };
            return (begun.Task, result);
        }

        public Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
        {
            Created.Enqueue(options);
            return OnCreate(options, cancellationToken);
        }

        public Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
            Task.FromResult<Attempt<PasskeyAssertion>>(new PasskeyAssertion
            {
                CredentialId = new byte[] { 1 },
                ClientDataJson = new byte[] { 2 },
                AuthenticatorData = new byte[] { 3 },
                Signature = new byte[] { 4 },
            });
    }
}
