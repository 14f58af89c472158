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

    /// <summary>A signature is in DER form and verifies with the public key.</summary>
    [Fact]
    public async Task A_signature_is_in_der_form_and_verifies()
    {
        using var key = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);
        using var verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);

        // More than once: DER integers have no fixed length.
        for (var i = 0; i < 32; i++)
        {
            var signature = await key.SignAsync(Message, Token);
            Assert.True(verifier.VerifyData(Message, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            Assert.False(verifier.VerifyData(Message.AsSpan(1), signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
    }

    /// <summary>The exported private key belongs to the public key.</summary>
    [Fact]
    public async Task The_exported_private_key_belongs_to_the_public_key()
    {
        using var key = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);
        using var exported = await key.ExportPkcs8Async(Token);
        using var other = ECDsa.Create();
        other.ImportPkcs8PrivateKey(exported.Reveal().Span, out var read);

        Assert.Equal(exported.Reveal().Length, read);
        Assert.Equal(key.SubjectPublicKeyInfo.ToArray(), other.ExportSubjectPublicKeyInfo());
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

    /// <summary>A key never prints.</summary>
    [Fact]
    public async Task A_key_never_prints()
    {
        using var key = await Keys.CreateAsync(CoseAlgorithm.Es256, Token);
        using var exported = await key.ExportPkcs8Async(Token);

        Assert.DoesNotContain(Convert.ToBase64String(exported.Reveal().Span), key.ToString() ?? "", StringComparison.Ordinal);
    }
}
