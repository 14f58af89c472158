using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace IdMelon.Provisioning.Recognition;

/// <summary>What a saved sign-in page says of itself without words: its metas and the data object that its script reads.</summary>
/// <remarks>The same names, under the same conditions, as the page script takes from a live page.</remarks>
internal sealed partial class SavedPageConfig : IDisposable
{
    private const string Start = "$Config=";
    private static readonly string[] Metas = ["PageID", "ReqLC", "LocLC"];
    private static readonly string[] Values = ["pgid", "hpgid", "sErrorCode", "iErrorCode", "iErrorTitle", "iErrorDescription", "iRemainingDaysToSkipMfaRegistration", "fAccessPassSupported"];
    private static readonly string[] Presences = ["urlSkipMfaRegistration", "urlSecurityDefaultsLearnMore", "oPostParams"];
    private static readonly string[] OwnAddresses = ["urlGetCredentialType", "urlNoCookies", "urlResume", "urlLogin"];

    private readonly Dictionary<string, string> metas = [];
    private readonly JsonDocument? config;

    private SavedPageConfig(IDocument document)
    {
        foreach (var meta in document.Head?.Children.Where(element => element.LocalName == "meta") ?? [])
        {
            if (meta.GetAttribute("name") is { } name && Metas.Contains(name))
            {
                Add(metas, name, meta.GetAttribute("content"));
            }
        }

        config = document.Scripts.Select(script => Parse(script.Text)).FirstOrDefault(found => found is not null);
    }

    public static SavedPageConfig Find(IDocument document) => new(document);

    public Dictionary<string, string> Facts()
    {
        var facts = new Dictionary<string, string>(metas, StringComparer.Ordinal);
        if (config is not null)
        {
            foreach (var name in Values)
            {
                Add(facts, name, Text(config.RootElement, name));
            }

            // The page of a fatal error may have its number in its message only.
            if (!facts.ContainsKey("sErrorCode") && ErrorNumber().Match(Text(config.RootElement, "strServiceExceptionMessage") ?? "") is { Success: true } number)
            {
                facts["sErrorCode"] = number.Groups[1].Value;
            }

            foreach (var name in Presences.Where(name => config.RootElement.TryGetProperty(name, out var member) && IsSet(member)))
            {
                facts[name] = "set";
            }

            // Of use for pages whose body was never built only.
            if (Member(config.RootElement, "oGetCredTypeResult") is { } known && Member(known, "Credentials") is { } credentials)
            {
                Add(facts, "prefCredential", Text(credentials, "PrefCredential"));
            }

            if (config.RootElement.TryGetProperty("arrSessions", out var sessions) && sessions.ValueKind == JsonValueKind.Array && sessions.GetArrayLength() > 0)
            {
                facts["sessions"] = sessions.GetArrayLength().ToString(CultureInfo.InvariantCulture);
            }
        }

        if (!facts.ContainsKey("pgid") && facts.TryGetValue("PageID", out var page))
        {
            facts["pgid"] = page;
        }

        return facts;
    }

    public (Uri? Address, SavedPageAddress From) Address(string html, EntraCloud cloud, Uri? given)
    {
        if (given is not null)
        {
            return (given, SavedPageAddress.Given);
        }

        if (SavedFrom().Match(html, 0, Math.Min(html.Length, 4096)) is { Success: true } saved && Absolute(saved.Groups[1].Value) is { } from)
        {
            return (from, SavedPageAddress.Saved);
        }

        if (config is not null && OwnAddresses.Select(name => Absolute(Text(config.RootElement, name))).FirstOrDefault(uri => uri is not null) is { } own)
        {
            return (own, SavedPageAddress.Facts);
        }

        return metas.ContainsKey("PageID") || (config is not null && Text(config.RootElement, "pgid") is not null)
            ? (new Uri($"https://{cloud.AuthorityHost}/"), SavedPageAddress.Assumed)
            : (null, SavedPageAddress.Missing);
    }

    public void Dispose() => config?.Dispose();

    private static JsonDocument? Parse(string script)
    {
        var start = script.IndexOf(Start, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        try
        {
            // What follows the object is script: the reader stops at its end.
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(script[(start + Start.Length)..]), isFinalBlock: false, default);
            return JsonDocument.TryParseValue(ref reader, out var found) && found.RootElement.ValueKind == JsonValueKind.Object ? found : null;
        }
        catch (JsonException)
        {
            // A data object that is none tells nothing; the metas may.
            return null;
        }
    }

    private static void Add(Dictionary<string, string> facts, string name, string? value)
    {
        if (value is { Length: > 0 and <= 64 } && PlainValue().IsMatch(value))
        {
            facts[name] = value;
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out var member) ? null : member.ValueKind switch
    {
        JsonValueKind.String => member.GetString(),
        JsonValueKind.Number => member.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static bool IsSet(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.String => member.GetString() is { Length: > 0 },
        JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => false,
        JsonValueKind.Number => member.GetDouble() != 0,
        _ => true,
    };

    private static Uri? Absolute(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri : null;

    [GeneratedRegex(@"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->")]
    private static partial Regex SavedFrom();

    [GeneratedRegex(@"AADSTS(\d{4,8})")]
    private static partial Regex ErrorNumber();

    [GeneratedRegex(@"^[A-Za-z0-9_ .:-]*$")]
    private static partial Regex PlainValue();
}
