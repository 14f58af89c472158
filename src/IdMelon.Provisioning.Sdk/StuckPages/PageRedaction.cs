using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.StuckPages;

/// <summary>Takes out of a page what is nobody else's business, and leaves what recognition works with.</summary>
/// <remarks>Pure and thread-safe. A redacted page is recognized as what it was.</remarks>
internal sealed partial class PageRedaction
{
    // The page script makes no longer one.
    private const int LongestHtml = 200_000;
    private const int LongestNumber = 9;

    private static readonly HashSet<string> KnownHosts = new(
        EntraCloud.All.SelectMany(cloud => cloud.SignInHosts.Append(cloud.SecurityInfoHost).Append(cloud.WebAuthnHost)).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);

    private readonly PersonalTexts personal;
    private readonly PhraseBook phrases;
    private readonly IReadOnlySet<string> marks;

    /// <summary>Makes a redaction that keeps the words and marks of a recognizer's packs; those of the built-in ones if it has none.</summary>
    public PageRedaction(IStepRecognizer recognizer, PersonalTexts personal)
    {
        var packs = recognizer as PackRecognizer ?? new PackRecognizer(EntraCloud.Public);
        this.personal = personal;
        phrases = packs.Phrases;
        marks = PackMarks.Of(packs.Pack);
    }

    /// <summary>Redacts a page.</summary>
    public PageSnapshot Redact(PageSnapshot page)
    {
        var redacted = page with
        {
            Origin = Origin(page.Origin),
            Path = string.Join('/', page.Path.Split('/').Select(Mark)),
            FragmentKeys = [.. page.FragmentKeys.Select(Mark)],
            Facts = page.Facts.Where(fact => FactName().IsMatch(fact.Key)).ToDictionary(fact => fact.Key, fact => Fact(fact.Value)),
            Html = Html(page),
            ForeignFrames = [.. page.ForeignFrames.Select(Host)],
            Fingerprint = "",
        };
        return redacted with { Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SnapshotJson.Write(redacted))))[..14] };
    }

    /// <summary>Redacts what was recognized: signs may quote the page's host and facts.</summary>
    public PageStep Redact(PageStep step, PageSnapshot page) => step with
    {
        Evidence = step.Evidence with { Matched = Signs(step.Evidence.Matched, page) },
        NearMisses = [.. step.NearMisses.Select(miss => miss with { Held = Signs(miss.Held, page) })],
        RefusalNumber = step.RefusalNumber is { } number ? Fact(number) : null,
    };

    private string Html(PageSnapshot page)
    {
        if (page.Html.Length > LongestHtml)
        {
            return "";
        }

        using var document = new SnapshotDocument(page);
        return document is { IsTooDeep: false, Body: { } body } ? new RedactedHtml(personal, phrases, Mark, marks.Contains).Write(body) : "";
    }

    private string[] Signs(IReadOnlyList<string> signs, PageSnapshot page) =>
    [
        .. signs.Select(sign => page.Facts.Values.Where(value => Fact(value) != value).Aggregate(
            page.SecureHost is { Length: > 0 } host ? sign.Replace(host, Host(host), StringComparison.OrdinalIgnoreCase) : sign,
            (text, value) => text.Replace(value, Fact(value), StringComparison.Ordinal))),
    ];

    // Rules also ask for the beginning of a mark, such as "authmethod-picker-".
    private string Mark(string value) =>
        marks.Contains(value) ? value
        : marks.FirstOrDefault(mark => mark.EndsWith('-') && value.StartsWith(mark, StringComparison.Ordinal)) is { } prefix ? prefix + personal.ScrubMark(value[prefix.Length..])
        : personal.ScrubMark(value);

    private string Fact(string value) => value.Length <= LongestNumber && value.All(char.IsAsciiDigit) ? value : Mark(value);

    private string Origin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? origin.Replace(uri.Host, Host(uri.Host), StringComparison.OrdinalIgnoreCase) : "";

    // A host that is not known stays one, because what it is for depends on that.
    private string Host(string host) => KnownHosts.Contains(host) || marks.Contains(host) ? host : LongName().Replace(personal.WithoutKnown(host, "example"), "example");

    [GeneratedRegex(@"^[\w.-]{1,40}$")]
    private static partial Regex FactName();

    [GeneratedRegex("[0-9A-Fa-f-]{20,}|[0-9]{6,}")]
    private static partial Regex LongName();
}
