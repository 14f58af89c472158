using System.Buffers.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Pages;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>From creation options to a registered passkey.</summary>
public sealed class PasskeyRegistrationTests : GraphTest
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    private string Passkeys => $"/users/{User.Id}/authentication/fido2Methods";

    [Theory]
    [InlineData("v1.0", "/creationOptions", 5)]
    [InlineData("beta", "/creationOptions", 5)]
    [InlineData("beta", "/creationOptions(challengeTimeoutInMinutes=90)", 90)]
    [InlineData("beta", "/creationOptions?challengeTimeoutInMinutes=43200", 43_200)]
    public async Task Options_lead_to_a_passkey_that_the_real_client_lists(string version, string call, int minutes)
    {
        var options = await SendAsync("GET", $"/{version}{Passkeys}{call}");
        time.Advance(TimeSpan.FromMinutes(4));
        var registered = await SendAsync("POST", $"/{version}{Passkeys}", options.Answered().Body());
        var listed = await Graph.Users[User.UserPrincipalName].Authentication.Fido2Methods.GetAsync(cancellationToken: Cancellation);

        DateTimeOffset.Parse((string)options.Body!["challengeTimeoutDateTime"]!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(time.GetUtcNow().AddMinutes(minutes - 4), TimeSpan.FromMilliseconds(1));
        registered.Status.ShouldBe(201);
        var only = listed!.Value!.ShouldHaveSingleItem();
        only.Id.ShouldBe((string)registered.Body!["id"]!);
        only.DisplayName.ShouldBe("Ada's key");
        User.Passkeys.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Options_have_the_members_and_values_that_were_seen()
    {
        Simulator.Directory.AddPasskey(User, new SimulatedPasskey("AQID0", new byte[] { 1, 2, 3 }, "Old key", Guid.Empty, time.GetUtcNow(), new byte[] { 4 }, "none") { Transports = ["usb", "nfc"] });

        var key = (await OptionsAsync()).Body!["publicKey"]!;

        ((string)key["rp"]!["id"]!).ShouldBe("login.microsoft.com");
        ((string)key["user"]!["name"]!).ShouldBe(User.UserPrincipalName);
        Base64Url.DecodeFromChars((string)key["challenge"]!).Length.ShouldBeGreaterThan(4000);
        key["pubKeyCredParams"]!.AsArray().Select(item => (int)item!["alg"]!).ShouldBe([-7, -257]);
        ((string)key["attestation"]!).ShouldBe("direct");
        ((bool)key["authenticatorSelection"]!["requireResidentKey"]!).ShouldBeTrue();
        var excluded = key["excludeCredentials"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)excluded["id"]!).ShouldBe("AQID0");
        excluded["transports"]!.AsArray().Select(item => (string)item!).ShouldBe(["usb", "nfc"]);
    }

    [Theory]
    [InlineData(CredentialIdEncoding.UrlToken, "-_8B0")]
    [InlineData(CredentialIdEncoding.PaddedBase64, "+/8B")]
    [InlineData(CredentialIdEncoding.Base64Url, "-_8B")]
    public async Task Excluded_ids_come_in_the_encoding_of_choice(CredentialIdEncoding encoding, string text)
    {
        Simulator.Weather.ExcludedCredentialIds = encoding;
        Simulator.Directory.AddPasskey(User, new SimulatedPasskey("id", new byte[] { 251, 255, 1 }, "Old key", Guid.Empty, time.GetUtcNow(), new byte[] { 4 }, "none"));

        var key = (await OptionsAsync()).Body!["publicKey"]!;

        ((string)key["excludeCredentials"]![0]!["id"]!).ShouldBe(text);
    }

    [Fact]
    public async Task The_beta_version_may_wrap_options_as_its_sample_does()
    {
        Simulator.Weather.WrapsCreationOptions = true;

        (await SendAsync("GET", $"/beta{Passkeys}/creationOptions")).Body!["value"]!["publicKey"].ShouldNotBeNull();
        (await OptionsAsync()).Body!["publicKey"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("v1.0", "/creationOptions?challengeTimeoutInMinutes=10", 400)]
    [InlineData("v1.0", "/creationOptions(challengeTimeoutInMinutes=10)", 400)]
    [InlineData("beta", "/creationOptions(challengeTimeoutInMinutes=4)", 400)]
    [InlineData("beta", "/creationOptions(challengeTimeoutInMinutes=43201)", 400)]
    [InlineData("beta", "/creationOptions(challengeTimeoutInMinutes=ten)", 400)]
    [InlineData("beta", "/creationOptions(minutes=10)", 400)]
    public async Task A_version_takes_its_own_parameters_only(string version, string call, int status)
    {
        (await SendAsync("GET", $"/{version}{Passkeys}{call}")).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Bytes_may_be_written_in_either_alphabet_with_or_without_padding(bool isUrl, bool isPadded)
    {
        string Encode(byte[] bytes)
        {
            var text = Convert.ToBase64String(bytes);
            text = isUrl ? text.Replace('+', '-').Replace('/', '_') : text;
            return isPadded ? text : text.TrimEnd('=');
        }

        // Each of the signs in which the alphabets differ is in the id.
        var registration = (await OptionsAsync()).Answered(new() { CredentialId = [251, 255, 254, 63, 62, 1, 2] });

        (await RegisterAsync(registration.Body(encode: Encode))).Status.ShouldBe(201);

        User.Passkeys.ShouldHaveSingleItem().CredentialId.ToArray().ShouldBe(registration.CredentialId);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\"{}\"")]
    [InlineData("{\"displayName\":\"x\"}")]
    [InlineData("{\"displayName\":\"x\",\"publicKeyCredential\":{}}")]
    [InlineData("{\"displayName\":\"x\",\"publicKeyCredential\":{\"id\":\"AQ\",\"rawId\":\"AQ\",\"response\":{}}}")]
    [InlineData("{\"displayName\":\"x\",\"publicKeyCredential\":{\"id\":\"AQ\",\"response\":{\"clientDataJSON\":\"e30\",\"attestationObject\":\"AQ\"}}}")]
    [InlineData("{\"displayName\":\"x\",\"publicKeyCredential\":{\"id\":\"A?\",\"response\":{\"clientDataJSON\":\"e30\",\"attestationObject\":\"AQ\"}}}")]
    public async Task A_body_that_is_no_registration_is_refused(string body)
    {
        (await RegisterAsync(body)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a name of thirty-one characters")]
    public async Task A_name_has_up_to_thirty_characters(string name)
    {
        (await RegisterAsync((await OptionsAsync()).Answered().Body(name))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_challenge_expires()
    {
        var options = await OptionsAsync();
        time.Advance(TimeSpan.FromMinutes(5));

        await ShouldBeRefusedAsync(options.Answered(), "The challenge has expired.");
    }

    [Fact]
    public async Task A_challenge_is_good_once()
    {
        var options = await OptionsAsync();
        (await RegisterAsync(options.Answered().Body())).Status.ShouldBe(201);

        await ShouldBeRefusedAsync(options.Answered(), "The challenge is unknown or was used before.", passkeys: 1);
    }

    [Fact]
    public async Task Of_many_who_bring_the_same_challenge_one_registers()
    {
        var options = await OptionsAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RegisterAsync(options.Answered().Body())));

        replies.Count(reply => reply.Status == 201).ShouldBe(1);
        User.Passkeys.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_challenge_is_for_one_user()
    {
        var eve = Simulator.Directory.AddUser("eve@contoso.example");
        var options = await SendAsync("GET", $"/v1.0/users/{eve.Id}/authentication/fido2Methods/creationOptions");

        await ShouldBeRefusedAsync(options.Answered(), "The challenge was made for another user.");
    }

    [Theory]
    [InlineData("origin", "https://login.microsoftonline.com")]
    [InlineData("origin", "https://evil.example")]
    [InlineData("rp", "login.microsoftonline.com")]
    [InlineData("type", "webauthn.get")]
    [InlineData("unverified", "")]
    public async Task A_registration_made_elsewhere_or_without_the_user_is_refused(string part, string value)
    {
        var made = (await OptionsAsync()).Answered();

        await ShouldBeRefusedAsync(part switch
        {
            "origin" => made with { Origin = value },
            "rp" => made with { RpId = value },
            "type" => made with { Type = value },
            _ => made with { Flags = 0x41 },
        });
    }

    [Fact]
    public async Task A_credential_is_registered_once()
    {
        var id = Guid.NewGuid().ToByteArray();
        (await RegisterAsync((await OptionsAsync()).Answered(new() { CredentialId = id }).Body())).Status.ShouldBe(201);

        await ShouldBeRefusedAsync((await OptionsAsync()).Answered(new() { CredentialId = id }), passkeys: 1);
    }

    [Fact]
    public async Task A_user_has_up_to_ten_passkeys()
    {
        for (var number = 0; number < 10; number++)
        {
            (await RegisterAsync((await OptionsAsync()).Answered().Body())).Status.ShouldBe(201);
        }

        await ShouldBeRefusedAsync((await OptionsAsync()).Answered(), passkeys: 10);
    }

    [Fact]
    public async Task A_refusal_does_not_name_its_cause_but_the_event_does()
    {
        var refused = await RegisterAsync(new Registration { Challenge = "made up" }.Body());

        refused.Message.ShouldBe("The passkey could not be registered.");
        Simulator.Events.Of(SimulatorEventKinds.RegistrationRefused).ShouldHaveSingleItem().Text.ShouldBe("The challenge is unknown or was used before.");
    }

    private Task<RawReply> OptionsAsync() => SendAsync("GET", $"/v1.0{Passkeys}/creationOptions");

    private Task<RawReply> RegisterAsync(string body) => SendAsync("POST", $"/v1.0{Passkeys}", body);

    private async Task ShouldBeRefusedAsync(Registration registration, string? reason = null, int passkeys = 0)
    {
        var refused = await RegisterAsync(registration.Body());

        refused.Status.ShouldBe(400);
        User.Passkeys.Count.ShouldBe(passkeys);
        Simulator.Events.Of(SimulatorEventKinds.RegistrationRefused)[^1].Text.ShouldBe(reason ?? Simulator.Events.Of(SimulatorEventKinds.RegistrationRefused)[^1].Text);
    }
}
