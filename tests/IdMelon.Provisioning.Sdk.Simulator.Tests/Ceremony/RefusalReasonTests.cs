using IdMelon.Provisioning.Simulator.Pages;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Ceremony;

public sealed class RefusalReasonTests
{
    [Fact]
    public async Task Every_cause_has_a_sentence_of_its_own_and_none_tells_the_challenge()
    {
        var party = new RelyingParty();
        using var chain = new VendorChain(Guid.Empty);
        using var broken = new VendorChain(Guid.Empty, isBroken: true);
        using var other = new VendorChain(Guid.NewGuid());
        using var web = new VendorChain(Guid.Empty, unit: "Web");
        Registration[] causes =
        [
            new() { Type = "webauthn.get" },
            new() { Origin = "https://evil.example" },
            new() { CrossOrigin = true },
            new() { RpId = "evil.example" },
            new() { Flags = 0x44 },
            new() { Flags = 0x41 },
            new() { Flags = 0x55 },
            new() { ClaimedId = [1] },
            new() { CredentialId = new byte[1024] },
            new() { Tail = [0] },
            new() { Flags = 0xC5 },
            new() { Algorithm = -35 },
            new() { Statement = (_, _) => new() { Algorithm = -7 } },
            new() { Format = new('x', 33) },
            new() { Format = "packed" },
            new() { Format = "packed", Statement = (_, signed) => new() { Algorithm = -7, Signature = signed } },
            new() { Format = "packed", Statement = (_, signed) => new() { Algorithm = -7, Signature = signed, Certificates = [] } },
            new() { Format = "packed", Statement = (_, signed) => new() { Algorithm = -7, Signature = signed, Certificates = [[1]] } },
            Registration.Packed(Guid.Empty, chain, signature => [.. signature[..^1], (byte)(signature[^1] ^ 1)]),
            Registration.Packed(Guid.Empty, broken),
            Registration.Packed(Guid.Empty, other),
            Registration.Packed(Guid.Empty, web),
        ];

        var reasons = new List<string>();
        foreach (var cause in causes)
        {
            reasons.Add((await party.RegisterAsync(cause)).Reason);
        }

        var wrong = new Registration { Challenge = "another" };
        reasons.Add((await party.RegisterAsync(wrong.AttestationObject(), wrong.ClientData(), wrong.CredentialId)).Reason);
        reasons.ShouldAllBe(reason => reason.EndsWith('.'));
        reasons.Distinct().Count().ShouldBe(reasons.Count, string.Join('\n', reasons));
        reasons.ShouldAllBe(reason => !reason.Contains("evil") && !reason.Contains(RelyingParty.Challenge));
    }
}
