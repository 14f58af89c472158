using System.Formats.Asn1;
using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Authenticators;

/// <summary>What every <see cref="IPasskeyKeyFactory"/> must do.</summary>
[Proves(typeof(IPasskeyKeyFactory))]
public abstract class PasskeyKeyFactoryConformance
{
    private static readonly byte[] Message = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    /// <summary>Gets the factory under test.</summary>
    protected abstract IPasskeyKeyFactory Keys { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>It makes ES256 keys at least, which every tenant asks for.</summary>
    [Fact]
    public void It_makes_es256_keys_at_least() => Assert.Contains(CoseAlgorithm.Es256, Keys.Algorithms);

    /// <summary>A key is of the algorithm that was asked for, on P-256.</summary>
    [Fact]
    public async Task An_es256_key_is_on_p256()
    {
        using var key = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);
        using var other = ECDsa.Create();
        other.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out var read);

        Assert.Equal(CoseAlgorithm.Es256, key.Algorithm);
        Assert.Equal(key.SubjectPublicKeyInfo.Length, read);
        Assert.Equal("1.2.840.10045.3.1.7", other.ExportParameters(false).Curve.Oid.Value);
    }

    /// <summary>A signature of every algorithm verifies with the public key.</summary>
    [Fact]
    public async Task A_signature_verifies_with_the_public_key()
    {
        foreach (var algorithm in Keys.Algorithms)
        {
            using var key = await Keys.CreateAsync(algorithm, Token);

            // More than once: the integers of ECDSA's DER form have no fixed length.
            for (var i = 0; i < 32; i++)
            {
                var signature = await key.SignAsync(Message, Token);
                Assert.True(Verifies(key, Message, signature.Span));
                Assert.False(Verifies(key, Message.AsSpan(1), signature.Span));
            }
        }
    }

    /// <summary>The exported private key belongs to the public key, and comes back as the same key.</summary>
    [Fact]
    public async Task An_exported_key_belongs_to_the_public_key_and_can_be_imported()
    {
        foreach (var algorithm in Keys.Algorithms)
        {
            using var key = await Keys.CreateAsync(algorithm, Token);
            using var exported = await key.ExportPkcs8Async(Token);
            using var again = await Keys.ImportAsync(algorithm, exported, Token);
            exported.Dispose();

            Assert.Equal(algorithm, key.Algorithm);
            Assert.Equal(algorithm, again.Algorithm);
            Assert.Equal(key.SubjectPublicKeyInfo.ToArray(), again.SubjectPublicKeyInfo.ToArray());
            var signature = await again.SignAsync(Message, Token);
            Assert.True(Verifies(key, Message, signature.Span));
        }
    }

    /// <summary>What is no key of the algorithm is refused.</summary>
    [Fact]
    public async Task What_is_no_key_of_the_algorithm_is_refused()
    {
        using var rubbish = new PrivateKeyBytes([1, 2, 3, 4]);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var other = new PrivateKeyBytes(p384.ExportPkcs8PrivateKey());
        foreach (var algorithm in Keys.Algorithms)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Keys.ImportAsync(algorithm, rubbish, Token).AsTask());
            await Assert.ThrowsAsync<ArgumentException>(() => Keys.ImportAsync(algorithm, other, Token).AsTask());
        }
    }

    /// <summary>A private key whose public key belongs to another is refused.</summary>
    [Fact]
    public async Task A_private_key_whose_public_key_belongs_to_another_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bytes = key.ExportPkcs8PrivateKey();
        var q = stranger.ExportParameters(includePrivateParameters: false).Q;
        byte[] point = [.. q.X!, .. q.Y!];
        point.CopyTo(bytes, bytes.Length - point.Length);
        using var mixed = new PrivateKeyBytes(bytes);

        await Assert.ThrowsAsync<ArgumentException>(() => Keys.ImportAsync(CoseAlgorithm.Es256, mixed, Token).AsTask());
    }

    /// <summary>A private key is taken without its public key, which is optional in it.</summary>
    [Fact]
    public async Task A_private_key_is_taken_without_its_public_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.10045.2.1");
                writer.WriteObjectIdentifier("1.2.840.10045.3.1.7");
            }

            using (writer.PushOctetString())
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteOctetString(key.ExportParameters(includePrivateParameters: true).D);
            }
        }

        using var bytes = new PrivateKeyBytes(writer.Encode());
        using var imported = await Keys.ImportAsync(CoseAlgorithm.Es256, bytes, Token);

        Assert.Equal(key.ExportSubjectPublicKeyInfo(), imported.SubjectPublicKeyInfo.ToArray());
    }

    /// <summary>An exported key outlives its key, and is overwritten when it is disposed.</summary>
    [Fact]
    public async Task An_exported_key_outlives_its_key_and_is_overwritten_when_disposed()
    {
        PrivateKeyBytes exported;
        using (var key = await Keys.CreateAsync(CoseAlgorithm.Es256, Token))
        {
            exported = await key.ExportPkcs8Async(Token);
        }

        var bytes = exported.Reveal();
        Assert.Contains(bytes.ToArray(), value => value != 0);
        Assert.Equal("***", exported.ToString());
        exported.Dispose();
        Assert.DoesNotContain(bytes.ToArray(), value => value != 0);
    }

    /// <summary>No two keys are alike.</summary>
    [Fact]
    public async Task No_two_keys_are_alike()
    {
        using var one = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);
        using var two = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);

        Assert.NotEqual(one.SubjectPublicKeyInfo.ToArray(), two.SubjectPublicKeyInfo.ToArray());
    }

    /// <summary>Keys can be made by many at once.</summary>
    [Fact]
    public async Task Keys_can_be_made_by_many_at_once()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Keys.CreateAsync(CoseAlgorithm.Es256, Token).AsTask()));

        Assert.Equal(keys.Length, keys.Select(key => Convert.ToHexString(key.SubjectPublicKeyInfo.Span)).Distinct().Count());
        foreach (var key in keys)
        {
            key.Dispose();
        }
    }

    /// <summary>An algorithm that is not offered is refused.</summary>
    [Fact]
    public async Task An_algorithm_that_is_not_offered_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Keys.CreateAsync((CoseAlgorithm)(-65535), Token).AsTask());

    /// <summary>An algorithm that is not offered is refused when a key is imported.</summary>
    [Fact]
    public async Task An_algorithm_that_is_not_offered_is_refused_when_a_key_is_imported()
    {
        using var bytes = new PrivateKeyBytes([1]);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Keys.ImportAsync((CoseAlgorithm)(-65535), bytes, Token).AsTask());
    }

    /// <summary>A key never prints.</summary>
    [Fact]
    public async Task A_key_never_prints()
    {
        using var key = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);
        using var exported = await key.ExportPkcs8Async(Token);

        Assert.DoesNotContain(Convert.ToBase64String(exported.Reveal().Span), key.ToString() ?? "", StringComparison.Ordinal);
    }

    private static bool Verifies(IPasskeyKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Algorithm == CoseAlgorithm.Rs256)
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
            return rsa.KeySize >= 2048 && rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
        return ecdsa.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
