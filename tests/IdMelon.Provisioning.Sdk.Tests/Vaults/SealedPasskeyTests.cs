using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CsCheck;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Tests.Vaults;

public sealed class SealedPasskeyTests
{
    private static readonly VaultedPasskey Passkey = new("one", "login.microsoft.com", "ada@contoso.com", "dXNlcg", Guid.Empty, "r1", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Active);
    private static readonly SealedKey Key = new(new("kid", "thumbprint"), new byte[] { 1, 2, 3 });

    [Fact]
    public void What_was_put_together_is_read_again()
    {
        var entry = SealedPasskey.Of(Passkey, Content());

        var read = SealedPasskey.Parse(entry.Json);

        read.Passkey.ShouldBe(Passkey with { State = VaultedPasskeyState.Pending });
        read.Recipients.ShouldBe([Key.For]);
        read.Content.Ciphertext.ToArray().ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void Nonce_and_tag_have_their_lengths_and_somebody_can_open_it()
    {
        Should.Throw<ArgumentException>(() => SealedPasskey.Of(Passkey, Content() with { Nonce = new byte[11] }));
        Should.Throw<ArgumentException>(() => SealedPasskey.Of(Passkey, Content() with { Tag = new byte[15] }));
        Should.Throw<ArgumentException>(() => SealedPasskey.Of(Passkey, Content() with { Keys = [] }));
    }

    [Fact]
    public void What_says_the_same_in_another_way_is_refused()
    {
        var json = JsonNode.Parse(SealedPasskey.Of(Passkey, Content()).Json.Span)!;

        SealedPasskey.TryParse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())).ShouldBeNull();
        Should.Throw<ProvisioningException>(() => SealedPasskey.Parse(ReadOnlyMemory<byte>.Empty)).Error.Code.ShouldBe(ErrorCodes.VaultDamaged);
    }

    [Fact]
    public void Any_bytes_are_a_binding_or_refused() => Gen.Byte.Array[0, 600].Sample(bytes => PasskeyBindingText.Read(bytes) is null, iter: 2000);

    [Fact]
    public void A_key_has_the_id_of_RFC_7638()
    {
        using var rsa = RSA.Create(new RSAParameters
        {
            Exponent = [1, 0, 1],
            Modulus = System.Buffers.Text.Base64Url.DecodeFromChars("0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"),
        });

        SealedRecipient.KeyIdOf(rsa.ExportSubjectPublicKeyInfo()).ShouldBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    [Fact]
    public void Any_bytes_are_a_key_or_refused() => Gen.Byte.Array[0, 100].Sample(bytes => Should.Throw<ArgumentException>(() => SealedRecipient.KeyIdOf(bytes)) is not null, iter: 1000);

    private static SealedContent Content() => new([Key], new byte[12], new byte[] { 4, 5, 6 }, new byte[16]);
}
