using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.StuckPages;

/// <summary>Takes out of texts what tells who somebody is: names that are known, addresses, numbers, ids, and whatever looks like a secret.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed partial class PersonalTexts
{
    private const int ShortestPiece = 3;
    private const string Gone = "…";

    // Pieces of addresses that name nobody.
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase) { "com", "net", "org", "ext", "onmicrosoft" };

    private readonly Regex? known;

    /// <summary>Collects what is known of a user.</summary>
    /// <param name="signInName">The sign-in name; its pieces count as well.</param>
    /// <param name="further">Further texts, such as the passkey's name.</param>
    public PersonalTexts(string signInName, IEnumerable<string> further)
    {
        var at = signInName.LastIndexOf('@');
        var (local, domain) = at < 0 ? (signInName, "") : (signInName[..at], signInName[(at + 1)..]);
        string[] pieces = [.. NoLetters().Split(local), .. domain.Split('.')];
        string[] texts =
        [
            .. further.Prepend(local).Prepend(domain).Prepend(signInName).Select(text => text.Trim()).Where(text => text.Length >= ShortestPiece)
                .Concat(pieces.Where(piece => piece.Count(char.IsLetter) >= ShortestPiece && !Common.Contains(piece)))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(text => text.Length),
        ];
        known = texts.Length == 0 ? null : new Regex(string.Join('|', texts.Select(Regex.Escape)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>Takes personal pieces out of words that are shown. Numbers of the service's errors stay.</summary>
    public string Scrub(string text)
    {
        var kept = ErrorNumber().Match(text);
        var clean = kept.Success ? $"{ScrubPart(text[..kept.Index])}{kept.Value}{Scrub(text[(kept.Index + kept.Length)..])}" : ScrubPart(text);
        return Repeated().Replace(clean, Gone);
    }

    /// <summary>Takes personal pieces out of an id or another mark, which may have a few digits.</summary>
    public string ScrubMark(string mark) =>
        Repeated().Replace(WithoutKnown(LongNumber().Replace(Token().Replace(Guid().Replace(Address().Replace(mark, Gone), Gone), match => IsToken(match.Value, 20, 3) ? Gone : match.Value), Gone)), Gone);

    /// <summary>Takes only the names that are known out of a text.</summary>
    public string WithoutKnown(string text, string instead = Gone) => known?.Replace(text, instead) ?? text;

    private string ScrubPart(string text)
    {
        var clean = Guid().Replace(Address().Replace(text, Gone), Gone);
        clean = Token().Replace(clean, match => IsToken(match.Value, 8, 2) ? Gone : match.Value);
        clean = Telephone().Replace(clean, match => IsTelephone(match.Value) ? Gone : match.Value);
        return WithoutKnown(Number().Replace(clean, Gone));
    }

    // With no letter but x it is a telephone's number behind a mask.
    private static bool IsToken(string text, int length, int digits) =>
        text.Length >= length && text.Count(char.IsAsciiDigit) >= digits && text.Any(c => char.IsAsciiLetter(c) && c is not ('x' or 'X'));

    // Services show a telephone's last digits behind stars, dots or x.
    private static bool IsTelephone(string text) => text.Any(char.IsDigit) && (text.AsSpan().IndexOfAny("*•·●∗") >= 0 || text.Contains("xx", StringComparison.OrdinalIgnoreCase) || text.Count(char.IsDigit) > 4);

    [GeneratedRegex(@"[^\p{L}\p{M}]+")]
    private static partial Regex NoLetters();

    [GeneratedRegex(@"AADSTS\d{3,9}")]
    private static partial Regex ErrorNumber();

    [GeneratedRegex(@"[^\s@＠﹫]*[@＠﹫]\S*")]
    private static partial Regex Address();

    [GeneratedRegex("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")]
    private static partial Regex Guid();

    [GeneratedRegex("[A-Za-z0-9_.~%!$&*+/=#^-]{8,}")]
    private static partial Regex Token();

    [GeneratedRegex(@"[+＋]?[\d*•·●∗xX(][\d*•·●∗xX()\s./-]{3,}[\d*•·●∗xX)]")]
    private static partial Regex Telephone();

    [GeneratedRegex(@"\d{4,}")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d{6,}")]
    private static partial Regex LongNumber();

    [GeneratedRegex("…(?:\\s*…)+")]
    private static partial Regex Repeated();
}
