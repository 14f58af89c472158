using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>A key pair that the browser holds.</summary>
[SupportedOSPlatform("browser")]
internal sealed class WebCryptoKey(JSObject key, CoseAlgorithm algorithm, ReadOnlyMemory<byte> subjectPublicKeyInfo) : IPasskeyKey
{
    public CoseAlgorithm Algorithm => algorithm;

    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => subjectPublicKeyInfo;

    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        using var given = KeyScript.Give(data);
        using var made = await KeyScript.SignAsync(key, given).WaitAsync(cancellationToken).ConfigureAwait(false);
        var signature = made.GetPropertyAsByteArray("bytes")!;
        return algorithm == CoseAlgorithm.Es256 ? EcdsaSignature.ToDer(signature) : signature;
    }

    public async ValueTask<PrivateKeyBytes> ExportPkcs8Async(CancellationToken cancellationToken)
    {
        // Not given up half-way: what was exported has to be overwritten.
        cancellationToken.ThrowIfCancellationRequested();
        using var exported = await KeyScript.ExportAsync(key).ConfigureAwait(false);
        var bytes = new byte[exported.GetPropertyAsInt32("length")];
        KeyScript.Take(exported, bytes);
        return new PrivateKeyBytes(bytes);
    }

    public void Dispose() => key.Dispose();
}
