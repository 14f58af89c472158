using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Interception;

/// <summary>The browser makes the credential; what it made is kept before the page gets it.</summary>
public sealed class BrowserCeremonyTests : IPasskeyCallPolicy
{
    private const string Origin = "https://login.contoso.test";

    private readonly FakeTimeProvider time = new();
    private readonly LentAuthenticator lent = new();
    private readonly List<(string CredentialId, byte[]? Key)> kept = [];
    private readonly List<ProvisioningError> refusals = [];
    private bool keepFails;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_credential_is_acknowledged_once_its_key_is_kept_and_gone_from_the_browser()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);

        IsGoOn(await AskAsync(answerer, Create("one"))).ShouldBeTrue();
        (lent.Prepared, answerer.IsUnderWay).ShouldBe((1, true));
        IsGoOn(await AskAsync(answerer, await MadeAsync("one"))).ShouldBeTrue();

        kept.Single().Key.ShouldBe(LentAuthenticator.Key);
        (lent.Removed, answerer.IsUnderWay).ShouldBe((1, false));
    }

    [Fact]
    public async Task A_persons_credential_is_acknowledged_without_a_key()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.Person, this, null, time);

        IsGoOn(await AskAsync(answerer, Create("one"))).ShouldBeTrue();
        IsGoOn(await AskAsync(answerer, await MadeAsync("one"))).ShouldBeTrue();

        kept.Single().Key.ShouldBeNull();
        (lent.Prepared, lent.Removed).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_acknowledged_and_does_not_stay_in_the_browser()
    {
        keepFails = true;
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);
        await AskAsync(answerer, Create("one"));

        ErrorOf(await AskAsync(answerer, await MadeAsync("one"))).ShouldBe("NotAllowedError");

        lent.Removed.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_browser_does_not_hold_was_not_made_there()
    {
        lent.HoldsNothing = true;
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);
        await AskAsync(answerer, Create("one"));

        ErrorOf(await AskAsync(answerer, await MadeAsync("one"))).ShouldBe("NotAllowedError");

        kept.ShouldBeEmpty();
        refusals.Single().Code.ShouldBe(ErrorCodes.CeremonyFailed);
    }

    [Theory]
    [InlineData("""{"kind":"made","id":"other","credential":{}}""")]
    [InlineData("""{"kind":"made"}""")]
    public async Task What_nobody_asked_for_is_not_acknowledged(string message)
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);
        await AskAsync(answerer, Create("one"));

        ErrorOf(await AskAsync(answerer, message)).ShouldBe("NotAllowedError");

        kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_is_called_off_leaves_nothing_in_the_browser()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);
        await AskAsync(answerer, Create("one"));

        await AskAsync(answerer, """{"kind":"abort","id":"one"}""");

        lent.Removed.ShouldBe(1);
        ErrorOf(await AskAsync(answerer, await MadeAsync("one"))).ShouldBe("NotAllowedError");
        kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_whose_time_is_over_is_not_acknowledged()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);
        await AskAsync(answerer, Create("one"));

        time.Advance(TimeSpan.FromHours(20));

        answerer.IsUnderWay.ShouldBeFalse();
        ErrorOf(await AskAsync(answerer, await MadeAsync("one"))).ShouldBe("NotAllowedError");
        (kept.Count, lent.Removed).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Closing_leaves_nothing_in_the_browser()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);
        await AskAsync(answerer, Create("one"));

        await answerer.CloseAsync(Token);

        lent.Removed.ShouldBe(1);
        ErrorOf(await AskAsync(answerer, Create("two"))).ShouldBe("NotAllowedError");
    }

    [Fact]
    public async Task A_browser_without_an_authenticator_is_not_asked()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);

        var answer = await answerer.HandleAsync(new PasskeyCall(Origin, Origin, Create("one")), Token);

        answer.ShouldContain("NotAllowedError");
        refusals.Single().Code.ShouldBe(ErrorCodes.AuthenticatorUnavailable);
    }

    [Fact]
    public async Task The_browser_is_not_asked_for_a_foreign_relying_party()
    {
        var answerer = new PasskeyCallAnswerer(BrowserCeremony.VirtualAuthenticator, this, null, time);

        ErrorOf(await AskAsync(answerer, Create("one", "other.test"))).ShouldBe("SecurityError");

        lent.Prepared.ShouldBe(0);
    }

    Task<ProvisioningError?> IPasskeyCallPolicy.DecideAsync(PasskeyCallRequest request, CancellationToken cancellationToken) => Task.FromResult<ProvisioningError?>(null);

    Task IPasskeyCallPolicy.KeepAsync(PasskeyCallRequest.Create request, MadePasskey passkey, CancellationToken cancellationToken)
    {
        if (keepFails)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultFailed));
        }

        kept.Add((Base64UrlText.Encode(passkey.Registration.CredentialId), passkey.PrivateKey?.Reveal().ToArray()));
        return Task.CompletedTask;
    }

    void IPasskeyCallPolicy.OnRefused(PasskeyCallRequest? request, ProvisioningError error) => refusals.Add(error);

    private static string Create(string id, string relyingPartyId = "contoso.test") => $$$"""
        {"kind":"create","id":"{{{id}}}","options":{"rp":{"id":"{{{relyingPartyId}}}","name":"x"},"user":{"id":"AQ","name":"ada","displayName":"Ada"},"challenge":"AQID","pubKeyCredParams":[]} }
        """;

    private static async Task<string> MadeAsync(string id)
    {
        var options = new PasskeyCreationOptions { RelyingPartyId = "contoso.test", UserId = new byte[] { 1 }, UserName = "ada", Challenge = new byte[] { 1, 2, 3 }, Algorithms = [-7] };
        using var passkey = (await new SoftwareAuthenticator(new PasskeyKeyFactory()).CreateAsync(options, new CallerOrigin(Origin, Origin), Token)).Value;
        return new JsonObject { ["kind"] = "made", ["id"] = id, ["credential"] = RegistrationJson.Write(passkey.Registration) }.ToJsonString();
    }

    private static bool IsGoOn(JsonElement answer) => answer.TryGetProperty("native", out var native) && native.GetBoolean();

    private static string? ErrorOf(JsonElement answer) => answer.TryGetProperty("error", out var error) ? error.GetProperty("name").GetString() : null;

    private async Task<JsonElement> AskAsync(PasskeyCallAnswerer answerer, string message)
    {
        using var answer = JsonDocument.Parse(await answerer.HandleAsync(new PasskeyCall(Origin, Origin, message) { BrowserAuthenticator = lent }, Token));
        return answer.RootElement.Clone();
    }

    private sealed class LentAuthenticator : IBrowserAuthenticator
    {
        public static byte[] Key { get; } = [1, 2, 3];

        public bool HoldsNothing { get; set; }

        public int Prepared { get; private set; }

        public int Removed { get; private set; }

        public Task PrepareAsync(string? attachment, CancellationToken cancellationToken)
        {
            Prepared++;
            return Task.CompletedTask;
        }

        public Task<byte[]?> RevealPrivateKeyAsync(ReadOnlyMemory<byte> credentialId, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(HoldsNothing ? null : [.. Key]);

        public Task RemoveAsync(CancellationToken cancellationToken)
        {
            Removed++;
            return Task.CompletedTask;
        }
    }
}
