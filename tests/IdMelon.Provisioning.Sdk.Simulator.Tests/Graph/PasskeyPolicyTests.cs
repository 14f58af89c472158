using System.Net.Http.Headers;
using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.Tests.OAuth;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>Who may get which passkey through Graph, and what is said about it afterwards.</summary>
public sealed class PasskeyPolicyTests : GraphTest
{
    private const byte Synced = 0x4D;

    private static readonly Guid Model = Guid.Parse("39a5647e-1853-446c-a1f6-a79bae9f5bc7");
    private readonly VendorChain vendor = new(Model);

    protected override EntraSimulatorOptions Options => Ceremony.RelyingParty.Trusting(vendor);

    private string Passkeys => $"/v1.0/users/{User.Id}/authentication/fido2Methods";

    [Fact]
    public async Task An_attested_passkey_is_shown_with_its_certificates_and_model()
    {
        var shown = await RegisteredAsync(Registration.Packed(Model, vendor));

        ((string)shown["attestationLevel"]!).ShouldBe("attested");
        shown["attestationCertificates"]!.AsArray().Select(certificate => Convert.FromBase64String((string)certificate!)).ShouldBe(vendor.Certificates);
        ((string)shown["aaGuid"]!).ShouldBe(Model.ToString());
        ((string)shown["model"]!).ShouldBe("IDmelon Key");
        ((string)shown["passkeyType"]!).ShouldBe("deviceBound");
    }

    [Fact]
    public async Task A_chain_to_a_strange_root_does_not_attest()
    {
        using var stranger = new VendorChain(Model);

        ((string)(await RegisteredAsync(Registration.Packed(Model, stranger)))["attestationLevel"]!).ShouldBe("notAttested");
    }

    [Theory]
    [InlineData(0x45, "deviceBound")]
    [InlineData(Synced, "synced")]
    public async Task The_flag_of_the_authenticator_decides_whether_a_passkey_is_synced(byte flags, string type)
    {
        var shown = await RegisteredAsync(new() { Flags = flags });

        ((string)shown["passkeyType"]!).ShouldBe(type);
        ((string)shown["attestationLevel"]!).ShouldBe("notAttested");
        shown["attestationCertificates"]!.AsArray().ShouldBeEmpty();
        shown["model"].ShouldBeNull();
    }

    [Fact]
    public async Task Enforced_attestation_refuses_what_is_not_attested()
    {
        Simulator.Policies.Passkey = new() { EnforcesAttestation = true };

        (await RegisterAsync(new())).Status.ShouldBe(400);
        (await RegisterAsync(new() { Format = "tpm" })).Status.ShouldBe(400);
        (await RegisterAsync(Registration.Packed(Model, vendor, signature => [.. signature.Reverse()]))).Status.ShouldBe(400);
        (await RegisterAsync(Registration.Packed(Model, vendor))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Key_restrictions_refuse_other_models()
    {
        Simulator.Policies.Passkey = new() { KeyRestrictions = new(true, "allow", [Model]) };

        (await RegisterAsync(new() { Aaguid = Guid.NewGuid() })).Status.ShouldBe(400);
        (await RegisterAsync(new() { Aaguid = Model })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_policy_that_changes_between_options_and_registration_counts()
    {
        var options = await SendAsync("GET", Passkeys + "/creationOptions");
        Simulator.Policies.Passkey = new() { AllowsSelfServiceRegistration = false };

        (await SendAsync("POST", Passkeys, options.Answered().Body())).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("no self-service")]
    [InlineData("not targeted")]
    [InlineData("guest")]
    public async Task Whoever_may_have_none_gets_no_options_either(string obstacle)
    {
        User.IsGuest = obstacle == "guest";
        Simulator.Policies.Passkey = obstacle switch
        {
            "off" => new() { IsEnabled = false },
            "no self-service" => new() { AllowsSelfServiceRegistration = false },
            "not targeted" => new() { ExcludeTargets = [new(PolicyTarget.AllUsers)] },
            _ => new(),
        };

        (await SendAsync("GET", Passkeys + "/creationOptions")).Status.ShouldBe(400);
        (await SendAsync("POST", Passkeys, new Registration { Challenge = "any" }.Body())).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(SimulatorCloud.UsGovernment, "graph.microsoft.us", "login.microsoftonline.us")]
    [InlineData(SimulatorCloud.UsGovernmentDod, "dod-graph.microsoft.us", "login.microsoftonline.us")]
    [InlineData(SimulatorCloud.China, "microsoftgraph.chinacloudapi.cn", "login.partner.microsoftonline.cn")]
    public async Task Outside_of_the_public_cloud_there_is_no_provisioning(SimulatorCloud cloud, string graph, string signIn)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = cloud }, Cancellation);
        var user = simulator.Directory.AddUser("ada@contoso.example");
        using var http = new HttpClient(simulator.CreateHandler());
        var token = await SimulatorClients.Application(simulator, http, host: signIn).AcquireTokenForClient([$"https://{graph}/.default"]).ExecuteAsync(Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
        var passkeys = $"https://{graph}/v1.0/users/{user.Id}/authentication/fido2Methods";

        using var body = new StringContent(new Registration { Challenge = "any" }.Body(), null, "application/json");
        var options = await RawReply.ReadAsync(await http.GetAsync(passkeys + "/creationOptions", Cancellation), Cancellation);
        var registered = await RawReply.ReadAsync(await http.PostAsync(passkeys, body, Cancellation), Cancellation);
        var listed = await RawReply.ReadAsync(await http.GetAsync(passkeys, Cancellation), Cancellation);

        (options.Status, options.Code).ShouldBe((400, "notSupported"));
        registered.Code.ShouldBe("notSupported");
        listed.Status.ShouldBe(200);
    }

    private async Task<RawReply> RegisterAsync(Registration registration)
    {
        var options = await SendAsync("GET", Passkeys + "/creationOptions");
        return await SendAsync("POST", Passkeys, options.Answered(registration).Body());
    }

    private async Task<System.Text.Json.Nodes.JsonNode> RegisteredAsync(Registration registration)
    {
        (await RegisterAsync(registration)).Status.ShouldBe(201);
        return (await SendAsync("GET", Passkeys)).Values.ShouldHaveSingleItem()!;
    }
}
