using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IdMelon.Provisioning.Evidence;
using IdMelon.Provisioning.Local.StuckPages;

namespace IdMelon.Provisioning.Local.Evidence;

/// <summary>Keeps evidence in a folder: a JSON file for each run, and beside it, with the suffix <c>.p7s</c>, its detached CMS signature.</summary>
/// <remarks>
/// Thread-safe. Files are for their owner only and never written over. Anybody can check one without this library:
/// <c>openssl cms -verify -binary -inform DER -in FILE.json.p7s -content FILE.json -CAfile signer.pem -purpose any</c>.
/// </remarks>
public sealed class EvidenceFolder
{
    private const string Suffix = ".json";
    private const string SignatureSuffix = ".p7s";

    private readonly string folder;

    /// <summary>Uses a folder; it is made when something is written.</summary>
    public EvidenceFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        this.folder = Path.GetFullPath(folder);
    }

    /// <summary>Keeps evidence.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="signer">Who signs; null leaves it unsigned.</param>
    /// <param name="cancellationToken">Cancels before the file is written.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ProvisioningException">It cannot be written, or is there already (<see cref="ErrorCodes.EvidenceFailed"/>).</exception>
    public async Task<string> WriteAsync(ProvisioningEvidence evidence, EvidenceSigner? signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(folder, NameOf(evidence));
        try
        {
            OwnFiles.CreateFolder(folder);
            var content = EvidenceJson.Write(evidence);

            // The signature goes first: a record that is there is signed.
            if (signer is not null)
            {
                await OwnFiles.WriteAsync(path + SignatureSuffix, signer.Sign(content), CancellationToken.None).ConfigureAwait(false);
            }

            await OwnFiles.WriteAsync(path, content, CancellationToken.None).ConfigureAwait(false);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.EvidenceFailed, $"{path}: {exception.Message}"), exception);
        }
    }

    /// <summary>Reads and checks everything in the folder.</summary>
    /// <param name="signers">The certificates of those whose signature counts; none takes any signature as unproven.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProvisioningException">The folder cannot be read (<see cref="ErrorCodes.EvidenceFailed"/>).</exception>
    public async Task<IReadOnlyList<KeptEvidence>> ReadAsync(IReadOnlyCollection<X509Certificate2> signers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signers);
        try
        {
            var kept = new List<KeptEvidence>();
            foreach (var path in Directory.EnumerateFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal))
            {
                var content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
                var signature = File.Exists(path + SignatureSuffix) ? await File.ReadAllBytesAsync(path + SignatureSuffix, cancellationToken).ConfigureAwait(false) : null;
                kept.Add(Judge(Path.GetFileName(path), content, signature, signers));
            }

            return kept;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.EvidenceFailed, $"{folder}: {exception.Message}"), exception);
        }
    }

    private static KeptEvidence Judge(string file, byte[] content, byte[]? signature, IReadOnlyCollection<X509Certificate2> signers)
    {
        ProvisioningEvidence evidence;
        try
        {
            evidence = EvidenceJson.Read(content);
        }
        catch (FormatException)
        {
            return new(file, EvidenceVerdict.Unreadable, null, null, null);
        }

        if (signature is null)
        {
            return new(file, EvidenceVerdict.Unsigned, evidence, null, null);
        }

        try
        {
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(signature);
            cms.CheckSignature(verifySignatureOnly: true);
            if (cms.SignerInfos is not [{ Certificate: { } certificate } info])
            {
                return new(file, EvidenceVerdict.Altered, evidence, null, null);
            }

            var signed = info.SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(attribute => attribute.Values.Cast<AsnEncodedData>()).OfType<Pkcs9SigningTime>().FirstOrDefault()?.SigningTime;
            var verdict = signers.Count == 0 ? EvidenceVerdict.Unproven
                : signers.Any(signer => signer.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)) ? EvidenceVerdict.Sound
                : EvidenceVerdict.ForeignSigner;
            return new(file, verdict, evidence, certificate.Subject, signed is { } at ? new DateTimeOffset(at.ToUniversalTime(), TimeSpan.Zero) : null);
        }
        catch (CryptographicException)
        {
            return new(file, EvidenceVerdict.Altered, evidence, null, null);
        }
    }

    // A request id may come from anywhere, and may be run again.
    private static string NameOf(ProvisioningEvidence evidence) => string.Concat(
        evidence.Finished.UtcDateTime.ToString("yyyyMMdd-HHmmssfff", System.Globalization.CultureInfo.InvariantCulture),
        "-",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(evidence.RequestId)).AsSpan(0, 8)),
        Suffix);
}
