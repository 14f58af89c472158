using System.Text;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>A file with a saved page, and what it is recognized as.</summary>
/// <param name="Page">The page.</param>
/// <param name="Step">The answer.</param>
/// <param name="Address">Where the address was found; null for a snapshot, which has its own.</param>
internal sealed record SavedPageFile(PageSnapshot Page, PageStep Step, SavedPageAddress? Address)
{
    private const int LargestFile = 32 * 1024 * 1024;

    // An address that is only assumed makes every answer uncertain.
    private const double AssumedConfidence = 0.5;

    public static Uri? ReadAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri : null;

    public static async Task<(SavedPageFile? Answer, string? Problem)> RecognizeAsync(string file, Uri? address, LanguageTag? language, PackSet packs, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                return (null, $"it is larger than {LargestFile / 1024 / 1024} MB, so it is no page.");
            }

            var text = Decode(await File.ReadAllBytesAsync(file, cancellationToken));
            return text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("From: <Saved by", StringComparison.OrdinalIgnoreCase)
                ? (null, "it is a web archive; save the page as 'Webpage, complete' or 'HTML only' instead.")
                : (text.AsSpan().TrimStart().StartsWith("{") ? Snapshot(text, language, packs) : Html(text, address, language, packs), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"it cannot be read: {exception.Message}");
        }
        catch (ProvisioningException exception)
        {
            return (null, exception.Error.Message);
        }
    }

    private static SavedPageFile Snapshot(string text, LanguageTag? language, PackSet packs)
    {
        var page = SnapshotJson.Read(text);
        page = language is { } tag ? page with { Language = tag.ToString() } : page;
        return new(page, new PackRecognizer(CloudOf(page.SecureHost), packs).Recognize(page), null);
    }

    private static SavedPageFile Html(string text, Uri? address, LanguageTag? language, PackSet packs)
    {
        var saved = SavedPage.Read(text, EntraCloud.Public, address, language);
        var step = new PackRecognizer(CloudOf(saved.Snapshot.SecureHost), packs).Recognize(saved.Snapshot);
        return new(
            saved.Snapshot,
            saved.Address is SavedPageAddress.Assumed or SavedPageAddress.Facts
                ? step with { Confidence = Math.Min(step.Confidence, AssumedConfidence), Evidence = step.Evidence with { Matched = [.. step.Evidence.Matched, $"address:{saved.Address}"] } }
                : step,
            saved.Address);
    }

    private static EntraCloud CloudOf(string host) => EntraCloud.All.FirstOrDefault(cloud =>
        cloud.SignInHosts.Append(cloud.SecurityInfoHost).Append(cloud.WebAuthnHost).Contains(host, StringComparer.OrdinalIgnoreCase)) ?? EntraCloud.Public;

    private static string Decode(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
