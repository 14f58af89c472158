using System.Buffers.Text;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class RegistrationTests : PagesFixture
{
    private static readonly Guid Model = Guid.Parse("2fc0579f-8113-47ea-b116-bb5a8db9202a");

    public static TheoryData<string, int> Broken => new()
    {
        { "another challenge", 24 },
        { "another origin", 24 },
        { "a sign-in origin", 24 },
        { "a foreign frame", 24 },
        { "an assertion", 24 },
        { "another rp", 24 },
        { "nobody present", 24 },
        { "nobody verified", 24 },
        { "no credential", 22 },
        { "backed up but not eligible", 24 },
        { "another algorithm", 22 },
        { "another id", 24 },
        { "bytes at the end", 22 },
        { "none with a statement", 13 },
        { "a format with a name too long", 13 },
        { "packed with nothing", 13 },
        { "packed by itself", 23 },
        { "packed with a broken signature", 23 },
        { "packed with another algorithm", 23 },
        { "packed for another model", 23 },
        { "packed by an authority", 23 },
        { "packed by a web server", 23 },
        { "packed with a broken chain", 23 },
    };

    [Fact]
    public async Task A_passkey_without_attestation_is_registered_when_it_has_a_name()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();
        var registration = new Registration { Challenge = fields["serverChallenge"] };

        var context = await Window.FinishCeremonyAsync(fields, registration);
        Window.Carried("redirectUrl").ShouldBe($"https://mysignins.microsoft.com/security-info#fidoProvisionSuccess={Uri.EscapeDataString((string)context["Canary"]!)}");
        Ada.Passkeys.ShouldBeEmpty();
        var answer = await Window.VerifyAsync(context, "  Ada's key ");

        ((int)answer["VerificationState"]!).ShouldBe(2);
        ((string?)answer["DataUpdates"]!["FidoDevices"]!["DisplayName"]).ShouldBe("Ada's key");
        var passkey = Ada.Passkeys.ShouldHaveSingleItem();
        passkey.DisplayName.ShouldBe("Ada's key");
        passkey.Aaguid.ShouldBe(Guid.Empty);
        passkey.AttestationFormat.ShouldBe("none");
        passkey.CredentialId.ToArray().ShouldBe(registration.CredentialId);
        passkey.Id.ShouldBe(Base64Url.EncodeToString(registration.CredentialId) + "1");
    }

    [Theory]
    [InlineData(0x45, "deviceBound")]
    [InlineData(0x4D, "synced")]
    public async Task The_page_is_told_whether_a_passkey_is_synced(byte flags, string type)
    {
        await SignInAsync();

        var answer = await Window.RegisterAsync(challenge => new() { Challenge = challenge, Flags = flags });

        ((string?)answer["DataUpdates"]!["FidoDevices"]!["PasskeyType"]).ShouldBe(type);
        ((string?)(await Window.AvailableAsync())["FidoDevices"]![0]!["PasskeyType"]).ShouldBe(type);
    }

    [Fact]
    public async Task A_passkey_with_a_vendor_s_certificate_is_registered()
    {
        using var chain = new VendorChain(Model);
        await SignInAsync();

        var answer = await Window.RegisterAsync(challenge => Registration.Packed(Model, chain) with { Challenge = challenge });

        ((int)answer["ErrorCode"]!).ShouldBe(0);
        Ada.Passkeys.ShouldHaveSingleItem().Aaguid.ShouldBe(Model);
    }

    [Theory]
    [InlineData(16, "2")]
    [InlineData(17, "1")]
    [InlineData(18, "0")]
    public async Task The_id_ends_with_the_padding_that_was_left_out(int length, string digit)
    {
        await SignInAsync();

        await Window.RegisterAsync(challenge => new() { Challenge = challenge, CredentialId = new byte[length] });

        Ada.Passkeys.ShouldHaveSingleItem().Id.ShouldEndWith(digit);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_registration_is_refused(string fault, int code)
    {
        await SignInAsync();

        var answer = await Window.RegisterAsync(challenge => Break(fault, challenge));

        ((int)answer["ErrorCode"]!).ShouldBe(code);
        ((int)answer["VerificationState"]!).ShouldBe(3);
        Ada.Passkeys.ShouldBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.RegistrationRefused, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_credential_is_registered_once()
    {
        await SignInAsync();
        var id = new byte[20];
        await Window.RegisterAsync(challenge => new() { Challenge = challenge, CredentialId = id });

        var answer = await Window.RegisterAsync(challenge => new() { Challenge = challenge, CredentialId = id });

        ((int)answer["ErrorCode"]!).ShouldBe(22);
        Ada.Passkeys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_registration_is_named_once()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();
        var context = await Window.FinishCeremonyAsync(fields, new() { Challenge = fields["serverChallenge"] });
        await Window.VerifyAsync(context, "One");

        var answer = await Window.VerifyAsync(context, "Two");

        ((int)answer["ErrorCode"]!).ShouldBe(3);
        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("One");
    }

    [Fact]
    public async Task A_missing_name_can_be_given_later()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();
        var context = await Window.FinishCeremonyAsync(fields, new() { Challenge = fields["serverChallenge"] });

        ((int)(await Window.VerifyAsync(context, " "))["ErrorCode"]!).ShouldBe(4);
        ((int)(await Window.VerifyAsync(context, "Later"))["ErrorCode"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_else_cannot_finish_a_registration()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();
        var context = await Window.FinishCeremonyAsync(fields, new() { Challenge = fields["serverChallenge"] });
        var eve = Simulator.Directory.AddUser("eve@contoso.example");
        Simulator.Directory.IssueAccessPass(eve, TimeSpan.FromHours(1), code: Code);
        using var other = NewWindow();
        await other.SignInAsync(eve.UserPrincipalName, Code);
        await other.OpenSecurityInfoAsync();

        var answer = await other.VerifyAsync(context, "Mine");

        ((int)answer["ErrorCode"]!).ShouldBe(3);
        eve.Passkeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_eleventh_passkey_is_not_offered()
    {
        await SignInAsync();
        for (var number = 0; number < 10; number++)
        {
            await Window.RegisterAsync(challenge => new() { Challenge = challenge });
        }

        var answer = await Window.CallAsync("authenticationmethods/new", new() { ["Type"] = 18 });

        ((int)answer["ErrorCode"]!).ShouldBe(21);
        Ada.Passkeys.Count.ShouldBe(10);
    }

    private static Registration Break(string fault, string challenge)
    {
        var good = new Registration { Challenge = challenge };
        return fault switch
        {
            "another challenge" => good with { Challenge = challenge + "x" },
            "another origin" => good with { Origin = "https://login.microsoft.com.evil.example" },
            "a sign-in origin" => good with { Origin = "https://login.microsoftonline.com" },
            "a foreign frame" => good with { CrossOrigin = true },
            "an assertion" => good with { Type = "webauthn.get" },
            "another rp" => good with { RpId = "microsoft.com" },
            "nobody present" => good with { Flags = 0x44 },
            "nobody verified" => good with { Flags = 0x41 },
            "no credential" => good with { Flags = 0x05 },
            "backed up but not eligible" => good with { Flags = 0x55 },
            "another algorithm" => good with { Algorithm = -35 },
            "another id" => good with { ClaimedId = new byte[32] },
            "bytes at the end" => good with { Tail = [1, 2, 3] },
            "none with a statement" => good with { Statement = (_, _) => new() { Algorithm = -7 } },
            "a format with a name too long" => good with { Format = new('x', 33) },
            "packed with nothing" => good with { Format = "packed" },
            "packed by itself" => good with { Format = "packed", Statement = (_, signed) => new() { Algorithm = -7, Signature = signed } },
            _ => BreakPacked(fault) with { Challenge = challenge },
        };
    }

    private static Registration BreakPacked(string fault) => fault switch
    {
        "packed with a broken signature" => Registration.Packed(Model, new VendorChain(Model), signature => [.. signature[..^1], (byte)(signature[^1] ^ 1)]),
        "packed with another algorithm" => Registration.Packed(Model, new VendorChain(Model), algorithm: -257),
        "packed for another model" => Registration.Packed(Model, new VendorChain(Guid.NewGuid())),
        "packed by an authority" => Registration.Packed(Model, new VendorChain(Model, isAuthority: true)),
        "packed by a web server" => Registration.Packed(Model, new VendorChain(Model, unit: "Web")),
        "packed with a broken chain" => Registration.Packed(Model, new VendorChain(Model, isBroken: true)),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };
}
