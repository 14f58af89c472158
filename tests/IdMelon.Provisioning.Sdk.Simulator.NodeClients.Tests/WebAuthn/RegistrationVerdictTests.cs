using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>The simulator and a library that nobody here wrote judge the same registrations.</summary>
public sealed class RegistrationVerdictTests
{
    [Fact]
    public async Task The_simulator_and_the_library_judge_registrations_alike_but_for_the_known_differences()
    {
        using var corpus = new RegistrationCorpus();
        var cases = corpus.All();
        var library = await LibraryAsync(cases, corpus.Vendor);
        var simulator = await SimulatorAsync(cases, corpus.Vendor);

        var differences = cases.Zip(simulator, library).Where(each => each.Second.Verdict != Verdict(each.Third)).ToList();

        cases.Count.ShouldBeGreaterThan(500);
        simulator.Count(each => each.Verdict != "refused").ShouldBeGreaterThan(20);
        string.Join('\n', differences
                .Where(each => !KnownDifferences.Registrations.TryGetValue(each.First.Family, out var known) || (each.Second.Verdict == "refused") != known.SimulatorIsStricter)
                .Select(each => $"{each.First.Family} ({each.First.Detail}): simulator {each.Second.Verdict} {each.Second.Reason} library {Verdict(each.Third)} {each.Third["reason"]}"))
            .ShouldBeEmpty();
        KnownDifferences.Registrations.Keys.Except(differences.Select(each => each.First.Family)).ShouldBeEmpty("These differences are none any more.");
    }

    private static async Task<IReadOnlyList<JsonNode>> LibraryAsync(IReadOnlyList<RegistrationCase> cases, Vendor vendor)
    {
        var input = new JsonObject
        {
            ["roots"] = new JsonArray(Base64Url.EncodeToString(vendor.Root.RawData)),
            ["registrations"] = new JsonArray([.. cases.Select(each => (JsonNode)new JsonObject
            {
                ["id"] = Base64Url.EncodeToString(each.CredentialId),
                ["clientData"] = Base64Url.EncodeToString(each.ClientData),
                ["attestationObject"] = Base64Url.EncodeToString(each.AttestationObject),
                ["challenge"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Parts.TheChallenge)),
            })]),
        };
        return [.. (await NodeProgram.RunAsync("webauthn-verdicts.mjs", input, null, TestContext.Current.CancellationToken)).AsArray().Select(verdict => verdict!)];
    }

    private static async Task<IReadOnlyList<(string Verdict, string Reason)>> SimulatorAsync(IReadOnlyList<RegistrationCase> cases, Vendor vendor)
    {
        var enforcing = new RelyingParty(true, vendor.Root);
        var lenient = new RelyingParty(false, vendor.Root);
        var verdicts = new List<(string, string)>();
        foreach (var each in cases)
        {
            var party = each.IsAttested ? enforcing : lenient;
            var result = await party.Registrations.VerifyAsync(
                new DefaultHttpContext(), new(party.User, Encoding.UTF8.GetBytes(Parts.TheChallenge), each.AttestationObject, each.ClientData, each.CredentialId, "Key"));
            (result.Passkey is null).ShouldBe(result.Reason.Length > 0);
            verdicts.Add((Verdict(result.Passkey), $"{result.Error}: {result.Reason}"));
        }

        return verdicts;
    }

    private static string Verdict(SimulatedPasskey? passkey) => passkey is null
        ? "refused"
        : string.Join(' ', Base64Url.EncodeToString(passkey.CredentialId.Span), Base64Url.EncodeToString(passkey.PublicKey.Span), passkey.SignCount, passkey.Aaguid, passkey.IsSynced);

    private static string Verdict(JsonNode library) => !(bool)library["accepted"]!
        ? "refused"
        : string.Join(' ', library["id"], library["key"], library["count"], library["aaguid"], (bool)library["synced"]!);
}
