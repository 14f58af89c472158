using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>The simulator and a library that nobody here wrote judge the same sign-ins.</summary>
public sealed class AssertionVerdictTests
{
    private static readonly byte[] CredentialId = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    [Fact]
    public async Task The_simulator_and_the_library_judge_sign_ins_alike_but_for_the_known_differences()
    {
        using var corpus = new AssertionCorpus();
        var cases = corpus.All();
        var library = await LibraryAsync(cases);
        var simulator = new List<string>();
        foreach (var each in cases)
        {
            simulator.Add(await SimulatorAsync(each));
        }

        var differences = cases.Zip(simulator, library).Where(each => each.Second != Verdict(each.Third)).ToList();

        simulator.Count(verdict => verdict != "refused").ShouldBeGreaterThan(20);
        string.Join('\n', differences
                .Where(each => !KnownDifferences.Assertions.TryGetValue(each.First.Family, out var known) || (each.Second == "refused") != known.SimulatorIsStricter)
                .Select(each => $"{each.First.Family} ({each.First.Detail}): simulator {each.Second}; library {Verdict(each.Third)} {each.Third["reason"]}"))
            .ShouldBeEmpty();
        KnownDifferences.Assertions.Keys.Except(differences.Select(each => each.First.Family)).ShouldBeEmpty("These differences are none any more.");
    }

    private static async Task<IReadOnlyList<JsonNode>> LibraryAsync(IReadOnlyList<AssertionCase> cases)
    {
        var input = new JsonObject
        {
            ["assertions"] = new JsonArray([.. cases.Select(each => (JsonNode)new JsonObject
            {
                ["id"] = Base64Url.EncodeToString(CredentialId),
                ["clientData"] = Base64Url.EncodeToString(each.ClientData),
                ["authenticatorData"] = Base64Url.EncodeToString(each.AuthenticatorData),
                ["signature"] = Base64Url.EncodeToString(each.Signature),
                ["challenge"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Parts.TheChallenge)),
                ["key"] = Base64Url.EncodeToString(each.Key),
                ["count"] = each.Count,
            })]),
        };
        return [.. (await NodeProgram.RunAsync("webauthn-verdicts.mjs", input, null, TestContext.Current.CancellationToken)).AsArray().Select(verdict => verdict!)];
    }

    private static async Task<string> SimulatorAsync(AssertionCase each)
    {
        var party = new RelyingParty(false);
        party.Directory.AddPasskey(party.User, new("id", CredentialId, "Key", Parts.Model, DateTimeOffset.UnixEpoch, each.Key, "none") { SignCount = each.Count, IsSynced = each.IsSynced });
        var user = await party.Assertions.VerifyAsync(
            new DefaultHttpContext(), party.User, Parts.TheChallenge, Base64Url.EncodeToString(CredentialId), Base64Url.EncodeToString(each.ClientData),
            Base64Url.EncodeToString(each.AuthenticatorData), Base64Url.EncodeToString(each.Signature), null);
        var stored = party.User.Passkeys.ShouldHaveSingleItem().SignCount;
        if (user is null)
        {
            stored.ShouldBe(each.Count);
            return "refused";
        }

        user.ShouldBe(party.User);
        return $"{stored}";
    }

    private static string Verdict(JsonNode library) => (bool)library["accepted"]! ? $"{library["count"]}" : "refused";
}
