using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>Reduces a whole page about as the page's own script does, so that it can be recognized without a browser.</summary>
internal static class PageReduction
{
    private const string Dropped = "script, style, head, noscript, template, input[type=hidden]";
    private const string Controls = "input, select, textarea, button, summary, a[href], [role=button], [role=link], [tabindex]";
    private static readonly string[] MetaFacts = ["PageID", "ReqLC", "LocLC"];

    public static PageSnapshot Of(string html, string origin, string path)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var facts = MetaFacts
            .Select(name => (name, document.QuerySelector($"meta[name={name}]")?.GetAttribute("content")))
            .Where(fact => fact.Item2 is not null)
            .ToDictionary(fact => fact.name, fact => fact.Item2!);
        if (document.QuerySelector("[data-viewid]")?.GetAttribute("data-viewid") is { } view)
        {
            facts["viewid"] = view;
        }

        foreach (var element in document.QuerySelectorAll(Dropped).ToList())
        {
            element.Remove();
        }

        Number(document);
        return new PageSnapshot
        {
            Id = "s1",
            DocumentId = "d1",
            Origin = origin,
            Path = path,
            Html = document.Body?.InnerHtml ?? "",
            Language = document.DocumentElement.GetAttribute("lang"),
            Facts = facts,
            Fingerprint = "f1",
        };
    }

    private static void Number(IParentNode document)
    {
        var number = 0;
        foreach (var element in document.QuerySelectorAll(Controls))
        {
            if (element.GetAttribute("value") is { } value && element.GetAttribute("type") is "submit" or "button")
            {
                element.SetAttribute("data-text", value);
            }

            element.RemoveAttribute("value");
            if (element.GetAttribute("style") is { } style && style.Contains("-9999px", StringComparison.Ordinal))
            {
                element.SetAttribute("data-twin", "");
            }
            else
            {
                element.SetAttribute("data-n", (++number).ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
