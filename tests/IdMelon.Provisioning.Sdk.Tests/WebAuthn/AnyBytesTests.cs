using System.Text;
using CsCheck;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.WebAuthn;

/// <summary>Whatever bytes the readers are given, they answer with a value or a typed error, and take memory in proportion to the bytes.</summary>
public sealed class AnyBytesTests
{
    private const int Fixed = 64 * 1024;
    private const int PerByte = 200;

    private static readonly (string Name, Func<ReadOnlyMemory<byte>, (bool Succeeded, ProvisioningError? Error)> Read)[] Readers =
    [
        ("creation options", bytes => Of(CreationOptionsJson.Read(bytes))),
        ("request options", bytes => Of(RequestOptionsJson.Read(bytes))),
        ("registration", bytes => Of(RegistrationJson.Read(bytes))),
        ("assertion", bytes => Of(AssertionJson.Read(bytes))),
        ("client data", bytes => Of(CollectedClientData.Read(bytes))),
        ("attestation object", bytes => Of(AttestationObject.Read(bytes))),
        ("authenticator data", bytes => Of(AuthenticatorData.Read(bytes))),
        ("COSE key", bytes => Of(CosePublicKey.Read(bytes))),
    ];

    [Fact]
    public void Any_bytes_give_a_value_or_a_typed_error() => Gen.Byte.Array[0, 300].Sample(bytes => ReadAll(bytes));

    [Fact]
    public async Task Any_damage_to_good_bytes_gives_a_value_or_a_typed_error()
    {
        var good = await GoodAsync();
        foreach (var (name, bytes) in good)
        {
            Readers.Single(reader => reader.Name == name).Read(bytes).Succeeded.ShouldBeTrue(name);
        }

        var damage = Gen.Select(Gen.Int[0, good.Count - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, 5], Gen.Byte.Array[0, 12], (which, place, kind, bytes) => Damage(good[which].Bytes, place, kind, bytes));
        damage.Sample(bytes => ReadAll(bytes), iter: 20_000);
    }

    [Theory]
    [InlineData(0x81)] // arrays in arrays
    [InlineData(0xA1)] // maps in maps
    [InlineData(0xC0)] // tags on tags
    [InlineData(0x9F)] // arrays without end
    [InlineData('[')]
    public void Depth_is_no_way_in(byte opening)
    {
        var bytes = new byte[1_000_000];
        Array.Fill(bytes, opening);

        ReadAll(bytes);
        ReadAll([.. "{\"user\":"u8, .. bytes]);
        ReadAll([0xA1, 0x67, .. "attStmt"u8, .. bytes]);
    }

    [Theory]
    [InlineData("5B7FFFFFFFFFFFFFFF")] // a byte string of 2^63-1 bytes
    [InlineData("9B7FFFFFFFFFFFFFFF")] // an array of as many items
    [InlineData("BB7FFFFFFFFFFFFFFF")] // a map of as many pairs
    [InlineData("A1685B7FFFFFFFFFFFFF")]
    [InlineData("A1036900000000000000")]
    [InlineData("A1011BFFFFFFFFFFFFFFFF")]
    public void Stated_lengths_are_not_believed(string hex) => ReadAll(Convert.FromHexString(hex));

    private static void ReadAll(byte[] bytes)
    {
        foreach (var (name, read) in Readers)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var (succeeded, error) = read(bytes);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            (succeeded || error?.Code == ErrorCodes.WebAuthnMalformed).ShouldBeTrue(name);
            allocated.ShouldBeLessThan(Fixed + ((long)PerByte * bytes.Length), name);
        }
    }

    private static (bool Succeeded, ProvisioningError? Error) Of<T>(Attempt<T> attempt) => (attempt.Succeeded, attempt.Error);

    private static byte[] Damage(byte[] good, int place, int kind, byte[] bytes)
    {
        place %= good.Length;
        return kind switch
        {
            0 => [.. good[..place], (byte)(good[place] ^ (bytes.Length == 0 ? 1 : bytes[0])), .. good[(place + 1)..]],
            1 => good[..place],
            2 => [.. good, .. bytes],
            3 => [.. good[..place], .. bytes, .. good[place..]],
            4 => [.. good[..place], .. good[Math.Min(good.Length, place + bytes.Length)..]],
            _ => [.. good[place..], .. good[..place]],
        };
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> GoodAsync()
    {
        using var vault = new InMemoryVault();
        var authenticator = WebAuthnSamples.Authenticator(vault);
        var creation = WebAuthnSamples.Entra() with { Challenge = new byte[] { 1, 2, 3 } };
        var registration = await WebAuthnSamples.RegisterAsync(authenticator, vault, creation, TestContext.Current.CancellationToken);
        var request = new PasskeyRequestOptions { RelyingPartyId = "login.microsoft.com", Challenge = new byte[] { 1, 2, 3 }, PrfInputs = new(new byte[] { 1 }) };
        var assertion = (await authenticator.GetAsync(request, WebAuthnSamples.Caller, TestContext.Current.CancellationToken)).Value;
        return
        [
            ("creation options", Encoding.UTF8.GetBytes(CreationOptionsJson.Write(creation).ToJsonString())),
            ("request options", Encoding.UTF8.GetBytes(RequestOptionsJson.Write(request).ToJsonString())),
            ("registration", Encoding.UTF8.GetBytes(RegistrationJson.Write(registration).ToJsonString())),
            ("assertion", Encoding.UTF8.GetBytes(AssertionJson.Write(assertion).ToJsonString())),
            ("client data", registration.ClientDataJson.ToArray()),
            ("attestation object", registration.AttestationObject.ToArray()),
            ("authenticator data", registration.AuthenticatorData.ToArray()),
            ("COSE key", AuthenticatorData.Read(registration.AuthenticatorData).Value.Credential!.PublicKey.ToArray()),
        ];
    }
}
