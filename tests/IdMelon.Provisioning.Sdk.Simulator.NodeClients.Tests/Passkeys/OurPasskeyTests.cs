using System.Buffers.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Simulator.NodeClients.Passkeys;

/// <summary>Judges that nobody here wrote accept what our authenticator makes, whatever it is asked for.</summary>
public sealed class OurPasskeyTests : IDisposable
{
    internal static readonly CallerOrigin Caller = new("https://login.microsoft.com", "https://login.microsoft.com");

    private readonly Vendor vendor = new();
    private readonly InMemoryVault vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        vault.Dispose();
        vendor.Dispose();
    }

    [Fact]
    public async Task The_library_accepts_every_registration_and_every_sign_in()
    {
        var kinds = PasskeyKind.All(vendor);
        var options = await LibraryParty.CreationOptionsAsync(kinds);
        var registrations = new List<PasskeyRegistration>();
        foreach (var (kind, wanted) in kinds.Zip(options))
        {
            registrations.Add(await RegisterAsync(kind, wanted));
        }

        var requests = await LibraryParty.RequestOptionsAsync(registrations);
        var assertions = new List<PasskeyAssertion>();
        foreach (var (kind, request) in kinds.Zip(requests))
        {
            assertions.Add(await SignInAsync(kind, request));
        }

        var verdicts = await LibraryParty.JudgeAsync(
            vendor,
            registrations.Zip(options, (registration, wanted) => (RegistrationJson.Write(registration) as System.Text.Json.Nodes.JsonNode, wanted.Challenge)),
            assertions.Zip(requests, (assertion, request) => (AssertionJson.Write(assertion) as System.Text.Json.Nodes.JsonNode, request.Challenge)).Zip(registrations, (each, registration) => (each.Item1, each.Challenge, Key(registration), 0u)));

        verdicts.Count.ShouldBe(2 * kinds.Count);
        foreach (var (kind, registration, verdict) in kinds.Zip(registrations, verdicts))
        {
            ((bool)verdict["accepted"]!).ShouldBeTrue($"{kind}: {verdict["reason"]}");
            ((string?)verdict["id"]).ShouldBe(Base64Url.EncodeToString(registration.CredentialId.Span));
            ((string?)verdict["key"]).ShouldBe(Key(registration));
            ((string?)verdict["aaguid"]).ShouldBe(kind.Options.Aaguid.ToString());
            ((string?)verdict["format"]).ShouldBe(kind.Format);
            ((bool)verdict["synced"]!).ShouldBe(kind.Options.IsBackupEligible);
            ((bool)verdict["backedUp"]!).ShouldBe(kind.Options.IsBackedUp);
            verdict["transports"]!.AsArray().Select(transport => (string)transport!).ShouldBe(kind.Options.Transports);
            ((bool?)verdict["extensions"]?["hmac-secret"]).ShouldBe(kind.Extensions.HmacCreateSecret ? true : null);
            ((int?)verdict["extensions"]?["credProtect"]).ShouldBe((int?)kind.Extensions.Protection);
        }

        foreach (var (kind, verdict) in kinds.Zip(verdicts.Skip(kinds.Count)))
        {
            ((bool)verdict["accepted"]!).ShouldBeTrue($"{kind}: {verdict["reason"]}");
            ((uint)verdict["count"]!).ShouldBe(kind.Options.CountsSignatures ? 1u : 0u);
        }
    }

    [Fact]
    public async Task The_frameworks_handler_accepts_every_registration_and_every_sign_in()
    {
        foreach (var kind in PasskeyKind.All(vendor))
        {
            using var party = new FrameworkParty();
            (await party.RegisterAsync(wanted => RegisterAsync(kind, wanted with { Extensions = kind.Extensions, Attestation = kind.Attestation, Algorithms = [kind.Algorithm] }))).ShouldBeNull(kind.ToString());
            (await party.SignInAsync(isNamed: true, request => SignInAsync(kind, request))).ShouldBeNull(kind.ToString());
            (await party.SignInAsync(isNamed: false, request => SignInAsync(kind, request))).ShouldBeNull(kind.ToString());
        }
    }

    [Fact]
    public async Task The_frameworks_handler_refuses_another_key_and_another_challenge()
    {
        var kind = PasskeyKind.All(vendor)[0];
        using var party = new FrameworkParty();
        (await party.RegisterAsync(wanted => RegisterAsync(kind, wanted with { Challenge = new byte[] { 1 } }))).ShouldNotBeNull();
        (await party.RegisterAsync(wanted => RegisterAsync(kind, wanted))).ShouldBeNull();
        (await party.SignInAsync(isNamed: true, request => SignInAsync(kind, request with { Challenge = new byte[] { 1 } }))).ShouldNotBeNull();
        (await party.SignInAsync(isNamed: true, async request =>
        {
            var assertion = await SignInAsync(kind, request);
            return assertion with { Signature = (byte[])[.. assertion.Signature.ToArray()[..^1], (byte)(assertion.Signature.Span[^1] ^ 1)] };
        })).ShouldNotBeNull();
    }

    internal static string Key(PasskeyRegistration registration) => Base64Url.EncodeToString(AuthenticatorData.Read(registration.AuthenticatorData).Value.Credential!.PublicKey.Span);

    private SoftwareAuthenticator Authenticator(PasskeyKind kind) => new(new PasskeyKeyFactory(), kind.Options, vault);

    private async Task<PasskeyRegistration> RegisterAsync(PasskeyKind kind, PasskeyCreationOptions wanted)
    {
        using var made = (await Authenticator(kind).CreateAsync(wanted, Caller, Token)).Value;
        await vault.KeepPendingAsync(
            new(Base64Url.EncodeToString(made.Registration.CredentialId.Span), wanted.RelyingPartyId!, wanted.UserName, Base64Url.EncodeToString(wanted.UserId.Span), made.Aaguid, "request", TimeProvider.System.GetUtcNow(), VaultedPasskeyState.Pending) { Protection = made.Protection },
            made.PrivateKey!,
            Token);
        return made.Registration;
    }

    private async Task<PasskeyAssertion> SignInAsync(PasskeyKind kind, PasskeyRequestOptions request) => (await Authenticator(kind).GetAsync(request, Caller, Token)).Value;
}
