using System.Globalization;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>Chooses the language of a page: the switch, then <c>mkt</c> and <c>lc</c>, then <c>Accept-Language</c>, then English.</summary>
/// <remarks>The sign-in host alone is known to read its query; no other host is known to have a parameter for the language.</remarks>
internal sealed class LanguageChoice(PageLanguages languages, PageWeather weather, CloudHosts hosts)
{
    public PageLanguage Of(HttpRequest request)
    {
        var (asked, lcid) = (hosts.IsSignIn(request.Host.Host) ? AskedByQuery(request.Query) : null) ?? AskedByBrowser(request.Headers) ?? (languages.English, languages.English.Lcid);
        return (weather.Language is { } imposed ? languages.Find(imposed)! : asked).AskedAs(lcid);
    }

    private (PageLanguage Language, int Lcid)? AskedByQuery(IQueryCollection query) =>
        query["mkt"] is [{ Length: > 0 } market, ..] && ByTag(market) is { } byMarket ? byMarket
        : int.TryParse(query["lc"], NumberStyles.None, CultureInfo.InvariantCulture, out var lcid) && languages.ByLcid(lcid) is { } byLcid ? (byLcid, lcid)
        : null;

    private (PageLanguage Language, int Lcid)? AskedByBrowser(IHeaderDictionary headers) =>
        (StringWithQualityHeaderValue.TryParseList(headers.AcceptLanguage, out var accepted) ? accepted : [])
            .Where(entry => entry.Quality is not 0)
            .OrderByDescending(entry => entry.Quality ?? 1)
            .Select(entry => ByTag(entry.Value.ToString()))
            .FirstOrDefault(asked => asked is not null);

    private (PageLanguage Language, int Lcid)? ByTag(string tag) => languages.Find(tag) is { } language ? (language, LocaleIds.Find(tag) ?? language.Lcid) : null;
}
