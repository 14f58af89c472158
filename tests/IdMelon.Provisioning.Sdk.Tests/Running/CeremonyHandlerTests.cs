using System.Text.Json;
using CsCheck;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class CeremonyHandlerTests : IDisposable
{
    private const string Origin = "https://login.microsoft.com";

    private readonly InMemoryVault vault = new();
    private readonly CeremonyHandler handler;
    private bool keptBeforeAnswer;

    public CeremonyHandlerTests()
    {
        var plan = ProvisioningPlanner.Plan(new ProvisioningRequest(RunBench.User), new TenantFacts(EntraCloud.Public, true)).Value;
        handler = new CeremonyHandler(plan, new SoftwareAuthenticator(new PasskeyKeyFactory()), vault, TimeProvider.System, async kept => keptBeforeAnswer = (await vault.ListAsync(Token)).Contains(kept));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_call_gets_a_credential_whose_key_is_in_the_vault_first()
    {
        var answer = await AnswerAsync(FlowPages.CreateMessage(RunBench.User));

        var id = answer.GetProperty("credential").GetProperty("id").GetString();
        keptBeforeAnswer.ShouldBeTrue();
        handler.Made!.CredentialId.ShouldBe(id);
        vault.FindPrivateKey(id!).ShouldNotBeNull();
        handler.Refused.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://login.microsoft.com.evil.example")]
    [InlineData("https://mysignins.microsoft.com")]
    [InlineData("http://login.microsoft.com")]
    [InlineData("https://login.microsoft.com:8443")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_foreign_origin_is_refused(string origin) =>
        await ShouldRefuse(new PasskeyCall(origin, origin, FlowPages.CreateMessage(RunBench.User)), ErrorCodes.CeremonyForeign);

    [Fact]
    public async Task A_frame_in_a_foreign_page_is_refused() =>
        await ShouldRefuse(new PasskeyCall(Origin, "https://evil.example", FlowPages.CreateMessage(RunBench.User)), ErrorCodes.CeremonyForeign);

    [Theory]
    [InlineData("microsoft.com")]
    [InlineData("evil.example")]
    [InlineData("")]
    public async Task A_foreign_relying_party_is_refused(string rpId) =>
        await ShouldRefuse(new PasskeyCall(Origin, Origin, FlowPages.CreateMessage(RunBench.User, rpId)), ErrorCodes.CeremonyForeign);

    [Theory]
    [InlineData("eve@contoso.com")]
    [InlineData("")]
    [InlineData("ada@contoso.com.evil.example")]
    public async Task Another_user_is_refused(string user) =>
        await ShouldRefuse(new PasskeyCall(Origin, Origin, FlowPages.CreateMessage(user)), ErrorCodes.UserOther);

    [Fact]
    public async Task The_users_name_is_compared_without_case() =>
        (await AnswerAsync(FlowPages.CreateMessage("ADA@Contoso.com"))).TryGetProperty("credential", out _).ShouldBeTrue();

    [Fact]
    public async Task A_second_credential_in_the_same_run_is_refused()
    {
        await AnswerAsync(FlowPages.CreateMessage(RunBench.User));

        (await AnswerAsync(FlowPages.CreateMessage(RunBench.User))).TryGetProperty("error", out _).ShouldBeTrue();
        (await vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_calls_at_the_same_time_get_one_credential()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AnswerAsync(FlowPages.CreateMessage(RunBench.User))));

        (await vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_run_makes_no_credential()
    {
        await handler.CloseAsync(Token);

        (await AnswerAsync(FlowPages.CreateMessage(RunBench.User))).TryGetProperty("error", out _).ShouldBeTrue();
        (await vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_wants_to_sign_in_with_a_passkey_is_answered_without_ending_the_run()
    {
        var answer = await AnswerAsync("""{"kind":"get","options":{"challenge":"AAAA"}}""");

        answer.GetProperty("error").GetProperty("name").GetString().ShouldBe("NotAllowedError");
        handler.Refused.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Rubbish_from_a_page_is_answered_with_an_error_and_makes_no_key() =>
        Gen.OneOf(Gen.String, Gen.OneOfConst("{}", "[]", "null", "{\"kind\":5}", "{\"kind\":\"create\"}", "{\"kind\":\"create\",\"options\":[]}", "{\"kind\":\"create\",\"options\":{\"user\":{\"id\":\"*\",\"name\":1},\"challenge\":{}}}"))
            .Sample(message =>
            {
                var answer = handler.HandleAsync(new PasskeyCall(Origin, Origin, message), Token).GetAwaiter().GetResult();
                return answer.Contains("\"error\"", StringComparison.Ordinal) && handler.Made is null;
            }, iter: 500);

    public void Dispose() => vault.Dispose();

    private async Task ShouldRefuse(PasskeyCall call, string code)
    {
        using var answer = JsonDocument.Parse(await handler.HandleAsync(call, Token));

        answer.RootElement.GetProperty("error").GetProperty("name").GetString().ShouldBeOneOf("NotAllowedError", "SecurityError");
        (await handler.Refused).Code.ShouldBe(code);
        (await vault.ListAsync(Token)).ShouldBeEmpty();
    }

    private async Task<JsonElement> AnswerAsync(string message) =>
        JsonDocument.Parse(await handler.HandleAsync(new PasskeyCall(Origin, Origin, message), Token)).RootElement;
}
