using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>All languages of the pages, and the choice between them: <c>mkt</c>, then <c>lc</c>, then <c>Accept-Language</c>, then English.</summary>
internal sealed class PageLanguages
{
    private const string Prefix = "IdMelon.Provisioning.Simulator.Languages.";

    // By the tag that the file is named after, and read when first wanted: few programs see more than two or three.
    private readonly Dictionary<string, Lazy<PageLanguage>> byTag = new(StringComparer.OrdinalIgnoreCase);

    public PageLanguages()
    {
        var assembly = typeof(PageLanguages).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            byTag[Path.GetFileNameWithoutExtension(name[Prefix.Length..])] = new(() =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return PageLanguage.Parse(reader.ReadToEnd());
            });
        }

        byTag[PseudoLanguage.Culture] = new(() => PseudoLanguage.Of(English));
    }

    public IEnumerable<PageLanguage> All => byTag.Values.Select(language => language.Value);

    public PageLanguage English => byTag["en"].Value;

    /// <summary>Finds a language by a tag or culture: the one that is called so, or else the one that its primary language alone means.</summary>
    public PageLanguage? Find(string tag) => Called(tag) ?? (tag.Contains('-', StringComparison.Ordinal) ? Called(tag.Split('-')[0]) : null);

    private PageLanguage? Called(string tag) => byTag.TryGetValue(tag, out var language) ? language.Value : All.FirstOrDefault(known => known.IsCalled(tag));

    public PageLanguage Choose(HttpRequest request, string? imposed)
    {
        var (asked, lcid) = Asked(request);
        return (imposed is null ? asked : Find(imposed) ?? English).AskedAs(lcid);
    }

    private (PageLanguage Language, int Lcid) Asked(HttpRequest request)
    {
        if (request.Query["mkt"] is [{ Length: > 0 } market, ..] && Find(market) is { } byMarket)
        {
            return (byMarket, LocaleIds.Find(market) ?? byMarket.Lcid);
        }

        if (int.TryParse(request.Query["lc"], NumberStyles.None, CultureInfo.InvariantCulture, out var lcid) && ByLcid(lcid) is { } byLcid)
        {
            return (byLcid, lcid);
        }

        return (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted) ? accepted : [])
            .Where(entry => entry.Quality is not 0)
            .OrderByDescending(entry => entry.Quality ?? 1)
            .Select(entry => Find(entry.Value.ToString()) is { } language ? ((PageLanguage, int)?)(language, LocaleIds.Find(entry.Value.ToString()) ?? language.Lcid) : null)
            .FirstOrDefault(language => language is not null) ?? (English, English.Lcid);
    }

    /// <summary>The language of a Windows locale id, or the plainest one with the same primary language id.</summary>
    private PageLanguage? ByLcid(int lcid) =>
        All.FirstOrDefault(language => language.Lcid == lcid) ?? All.Where(language => (language.Lcid & 0x3FF) == (lcid & 0x3FF)).MinBy(language => language.Tag.Length);
}
