using System.Collections.Frozen;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>Windows locale ids of regions that the pages have no language of their own for, such as 2057 for <c>en-GB</c>, which gets the pages of <c>en-US</c>.</summary>
/// <remarks>A table, because the runtime knows none without its globalization data. A region that is missing here counts as the language that it gets.</remarks>
internal static class LocaleIds
{
    private static readonly FrozenDictionary<string, int> ByTag = new Dictionary<string, int>
    {
        ["ar-AE"] = 0x3801, ["ar-EG"] = 0x0C01, ["ar-MA"] = 0x1801, ["ar-QA"] = 0x4001,
        ["de-AT"] = 0x0C07, ["de-CH"] = 0x0807, ["de-LI"] = 0x1407, ["de-LU"] = 0x1007,
        ["en-AU"] = 0x0C09, ["en-CA"] = 0x1009, ["en-GB"] = 0x0809, ["en-IE"] = 0x1809, ["en-IN"] = 0x4009, ["en-NZ"] = 0x1409, ["en-SG"] = 0x4809, ["en-ZA"] = 0x1C09,
        ["es-AR"] = 0x2C0A, ["es-CL"] = 0x340A, ["es-CO"] = 0x240A, ["es-MX"] = 0x080A, ["es-PE"] = 0x280A, ["es-US"] = 0x540A,
        ["fr-BE"] = 0x080C, ["fr-CH"] = 0x100C, ["fr-LU"] = 0x140C,
        ["it-CH"] = 0x0810, ["ms-BN"] = 0x083E, ["nl-BE"] = 0x0813, ["ro-MD"] = 0x0818, ["ru-MD"] = 0x0819, ["sv-FI"] = 0x081D,
        ["zh-HK"] = 0x0C04, ["zh-MO"] = 0x1404, ["zh-SG"] = 0x1004,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static int? Find(string tag) => ByTag.TryGetValue(tag, out var lcid) ? lcid : null;
}
