using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.StuckPages;

namespace IdMelon.Provisioning.Local.StuckPages;

/// <summary>Writes the files of one stuck page.</summary>
internal static partial class StuckPageFiles
{
    /// <summary>What stands beside screenshots.</summary>
    public const string Warning = """
        SENSITIVE

        These are screenshots of sign-in pages. Nothing was removed from them: they may show names, addresses, telephone numbers and more.
        Look at them where you may see the users' pages, do not pass them on, and delete them when you are done.

        """;

    private const string Explanation = """
        A page at which provisioning got stuck, for whoever writes packs.

        snapshot.json   the page as the recognizer sees it; try: idmelon-provision recognize snapshot.json
        evidence.json   what it was recognized as, why, and which rules nearly claimed it
        page.html       the same page to look at; it runs no scripts and loads nothing

        What was removed: input values, addresses and query strings never left the browser. Headings, labels and the words of controls are kept, with … in place of mail
        addresses, the user's sign-in name and its parts, the passkey's name, telephone and other long numbers, ids and everything that looks like a secret. Of all other text
        only the shape is left (x for a letter, 0 for a digit), unless it is a phrase of the packs. A program cannot know every name: read page.html before you pass it on.

        How to make a rule or a phrase of it: see CONTRIBUTING.md of IdMelon.Provisioning.Sdk.

        """;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly string Version =
        typeof(StuckPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Gets the names of the files.</summary>
    public static IReadOnlyList<string> Names { get; } = ["snapshot.json", "evidence.json", "page.html", "README.txt"];

    /// <summary>Writes the files: names and texts.</summary>
    public static IEnumerable<(string Name, string Text)> Of(StuckPage page)
    {
        yield return (Names[0], SnapshotJson.Write(page.Snapshot));
        yield return (Names[1], Evidence(page));
        yield return (Names[2], Html(page.Snapshot));
        yield return (Names[3], Explanation);
    }

    private static string Evidence(StuckPage page) => new JsonObject
    {
        ["requestId"] = page.RequestId,
        ["at"] = page.At.ToString("O"),
        ["state"] = page.State.ToString(),
        ["kind"] = page.Step.Kind.ToString(),
        ["confidence"] = page.Step.Confidence,
        ["rule"] = page.Step.Evidence.Rule,
        ["language"] = page.Snapshot.Language,
        ["evidence"] = List(page.Step.Evidence.Matched),
        ["nearMisses"] = new JsonArray([.. page.Step.NearMisses.Select(miss => (JsonNode)new JsonObject
        {
            ["rule"] = miss.Rule,
            ["kind"] = miss.Kind.ToString(),
            ["held"] = List(miss.Held),
            ["missing"] = miss.Missing,
        })]),
        ["error"] = page.Error is { } error ? new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["remedy"] = error.Remedy } : null,
        ["pack"] = page.Pack,
        ["sdkVersion"] = Version,
    }.ToJsonString(Readable);

    // The page holds known tags and attributes only; the policy keeps even others from doing anything.
    private static string Html(PageSnapshot page)
    {
        var html = new StringBuilder("<!doctype html>\n");
        html.Append("<html lang=\"").Append(WebUtility.HtmlEncode(page.Language ?? "und")).Append("\" dir=\"").Append(page.Direction == "rtl" ? "rtl" : "ltr").Append("\">\n<head>\n");
        html.Append("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; form-action 'none'; base-uri 'none'\">\n");
        html.Append("<title>").Append(WebUtility.HtmlEncode(page.Origin + page.Path)).Append("</title>\n</head>\n<body>\n");
        var depth = 0;
        var position = 0;
        foreach (var tag in Tags().EnumerateMatches(page.Html))
        {
            Line(html, page.Html[position..tag.Index], depth);
            var text = page.Html.Substring(tag.Index, tag.Length);
            var isEnd = text.StartsWith("</", StringComparison.Ordinal);
            depth = Math.Max(0, isEnd ? depth - 1 : depth);
            Line(html, text, depth);
            depth += isEnd || Void().IsMatch(text) ? 0 : 1;
            position = tag.Index + tag.Length;
        }

        Line(html, page.Html[position..], depth);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Line(StringBuilder html, string text, int depth)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            html.Append(' ', 2 * Math.Min(depth, 20)).Append(text.Trim()).Append('\n');
        }
    }

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    [GeneratedRegex("</?[a-z][^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("^<(?:input|img)\\b")]
    private static partial Regex Void();
}
