using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>All languages of the pages, and the choice between them: <c>mkt</c>, then <c>lc</c>, then <c>Accept-Language</c>, then English.</summary>
internal sealed class PageLanguages
{
    private const string Prefix = "IdMelon.Provisioning.Simulator.Languages.";

    private readonly PageLanguage[] all;

    public PageLanguages()
    {
        var assembly = typeof(PageLanguages).Assembly;
        all = [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return PageLanguage.Parse(reader.ReadToEnd());
            })];
        English = Find("en")!;
    }

    public IReadOnlyList<PageLanguage> All => all;

    public PageLanguage English { get; }

    public PageLanguage? Find(string tag) => Array.Find(all, language => language.Matches(tag));

    public PageLanguage Choose(HttpRequest request, string? imposed)
    {
        if (imposed is not null)
        {
            return Find(imposed) ?? English;
        }

        if (request.Query["mkt"] is [{ Length: > 0 } market, ..] && Find(market) is { } byMarket)
        {
            return byMarket;
        }

        if (int.TryParse(request.Query["lc"], NumberStyles.None, CultureInfo.InvariantCulture, out var lcid)
            && Array.Find(all, language => language.Matches(lcid)) is { } byLcid)
        {
            return byLcid;
        }

        return (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted) ? accepted : [])
            .Where(entry => entry.Quality is not 0)
            .OrderByDescending(entry => entry.Quality ?? 1)
            .Select(entry => Find(entry.Value.ToString()))
            .FirstOrDefault(language => language is not null) ?? English;
    }
}
