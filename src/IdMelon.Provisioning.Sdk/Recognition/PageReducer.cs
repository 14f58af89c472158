using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Reduces a saved page to what the page script makes of a live one, as far as that can be told without layout.</summary>
internal sealed partial class PageReducer(IDocument document)
{
    private const int Limit = 65_536;
    private const int DeepestLevel = 300;

    private static readonly HashSet<string> Skipped = ["script", "style", "noscript", "template", "head", "link", "meta", "object", "embed", "audio", "video", "canvas", "datalist", "frameset", "iframe", "frame"];
    private static readonly HashSet<string> Plain = ["a", "button", "input", "select", "textarea", "label", "form", "fieldset", "legend", "dialog", "main", "nav", "header", "footer", "aside", "section", "article", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "img"];
    private static readonly HashSet<string> Once = ["a", "button", "form", "h1", "h2", "h3", "h4", "h5", "h6"];
    private static readonly HashSet<string> ControlRoles = ["button", "link", "menuitem", "menuitemradio", "menuitemcheckbox", "option", "radio", "tab", "checkbox", "switch", "textbox", "combobox"];
    private static readonly HashSet<string> Classes =
    [
        "ms-Button--primary", "ms-Link", "ms-MessageBar--error", "has-error", "alert-error", "error", "moveOffScreen", "promoted-fed-cred", "primary", "secondary", "ext-primary", "ext-secondary", "tile",
        "backButton",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "id", "name", "role", "placeholder", "title", "aria-label", "aria-modal", "aria-level", "aria-expanded", "aria-checked", "aria-selected", "autocomplete", "for", "data-viewid", "data-testid", "data-test-id",
        "data-automationid", "data-icon-name", "data-value",
    ];

    private readonly StringBuilder html = new();
    private int controls;
    private bool hasContent;
    private string? view;
    private bool isCut;

    public Reduced Reduce()
    {
        if (document.Body is { } body && !IsBodyHidden(body))
        {
            Walk(body);
        }

        return new(html.ToString(), view, !hasContent, isCut);
    }

    // Without recursion: a page may be nested deeper than a stack.
    private void Walk(IElement root)
    {
        var work = new Stack<(INode? Node, Level At, string? Closing)>();
        work.Push((root, new Level(0, "", false), null));
        while (work.TryPop(out var item) && !isCut)
        {
            if (item.Closing is { } closing)
            {
                html.Append(closing);
            }
            else if (item.Node is IText text)
            {
                WriteText(text.Data);
            }
            else if (item.Node is IElement element && Open(element, item.At) is var (inner, end, goesIn))
            {
                work.Push((null, inner, end));
                if (goesIn)
                {
                    for (var child = element.LastChild; child is not null; child = child.PreviousSibling)
                    {
                        work.Push((child, inner, null));
                    }
                }
            }
        }
    }

    private (Level Inner, string End, bool GoesIn)? Open(IElement element, Level at)
    {
        var tag = element.LocalName;
        if (Skipped.Contains(tag) || (tag == "input" && Type(element) == "hidden") || IsGone(element))
        {
            return null;
        }

        if (at.Depth >= DeepestLevel || html.Length > Limit)
        {
            isCut = true;
            return null;
        }

        var isField = tag is "input" or "select" or "textarea";
        var isTwin = isField && (at.IsOffScreen || IsOffScreen(element));
        var offScreen = at.IsOffScreen || IsOffScreen(element);
        var role = element.GetAttribute("role");
        var isControl = isField || tag is "button" or "summary" || (tag == "a" && element.HasAttribute("href")) || (role is not null && ControlRoles.Contains(role))
            || (int.TryParse(element.GetAttribute("tabindex"), CultureInfo.InvariantCulture, out var index) && index >= 0);
        var isSafe = Plain.Contains(tag) && !(Once.Contains(tag) && at.Inside.Contains($" {Family(tag)} ", StringComparison.Ordinal));
        var name = isSafe ? tag : "div";
        html.Append('<').Append(name);
        if (isTwin)
        {
            html.Append(" data-twin");
        }
        else if (isControl && !offScreen)
        {
            html.Append(CultureInfo.InvariantCulture, $" data-n=\"{++controls}\"");
            hasContent = true;
        }

        if (isControl && (element.HasAttribute("disabled") || element.GetAttribute("aria-disabled") == "true" || at.IsInert))
        {
            html.Append(" disabled");
        }

        if (!isSafe && role is null && RoleOf(tag) is { } own)
        {
            Write("role", own);
        }

        WriteAttributes(element, tag, isControl);
        html.Append('>');
        view ??= offScreen ? null : element.GetAttribute("data-viewid");
        var isVoid = name is "input" or "img";
        var inner = new Level(at.Depth + 1, isSafe && Once.Contains(tag) ? $"{at.Inside} {Family(tag)} " : at.Inside, offScreen) { IsInert = at.IsInert || element.HasAttribute("inert") };
        return (inner, isVoid ? "" : $"</{name}>", !isVoid && tag is not "textarea" and not "select");
    }

    private void WriteAttributes(IElement element, string tag, bool isControl)
    {
        foreach (var attribute in element.Attributes)
        {
            if (Attributes.Contains(attribute.LocalName))
            {
                Write(attribute.LocalName, attribute.Value);
            }
        }

        if (tag is "input" or "button")
        {
            var type = Type(element);
            Write("type", type);
            Write("data-text", tag == "input" && type is "submit" or "button" or "reset" ? element.GetAttribute("value") : null);
        }

        if (tag == "img")
        {
            Write("alt", element.GetAttribute("alt"));
            Write("data-icon", IconName().Match(element.GetAttribute("src") ?? "") is { Success: true } icon ? icon.Groups[1].Value : null);
        }

        if (isControl && element.GetAttribute("aria-labelledby") is { Length: > 0 } labels)
        {
            Write("data-label", string.Join(' ', labels.Split(' ').Select(id => document.GetElementById(id)?.TextContent)));
        }

        if (element.HasAttribute("class") && element.ClassList.Where(Classes.Contains).ToList() is { Count: > 0 } classes)
        {
            Write("class", string.Join(' ', classes));
        }
    }

    private void WriteText(string data)
    {
        var text = SavedText.Tidy(data);
        hasContent |= !string.IsNullOrWhiteSpace(text);
        html.Append(WebUtility.HtmlEncode(text));
    }

    private void Write(string name, string? value)
    {
        if (value is not null && SavedText.Tidy(value).Trim() is { Length: > 0 } text)
        {
            html.Append(CultureInfo.InvariantCulture, $" {name}=\"{WebUtility.HtmlEncode(text.Length > 200 ? text[..200] : text)}\"");
        }
    }

    private static string Type(IElement element) =>
        element.GetAttribute("type")?.ToLowerInvariant() is { Length: > 0 } type ? type : element.LocalName == "button" ? "submit" : "text";

    private static string Family(string tag) => tag[0] == 'h' ? "heading" : tag;

    private static string? RoleOf(string tag) => tag switch
    {
        "li" => "listitem",
        "tr" => "row",
        "a" => "link",
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => "heading",
        "button" or "form" => tag,
        _ => null,
    };

    private bool IsBodyHidden(IElement body) =>
        IsGone(body) || (!Compact(body.GetAttribute("style")).Contains("display:", StringComparison.Ordinal)
            && document.QuerySelectorAll("style").Any(style => style.Closest("noscript") is null && Compact(style.TextContent).Contains("body{display:none", StringComparison.Ordinal)));

    private static bool IsGone(IElement element) =>
        element.HasAttribute("hidden") || (Compact(element.GetAttribute("style")) is { Length: > 0 } style && (style.Contains("display:none", StringComparison.Ordinal) || style.Contains("visibility:hidden", StringComparison.Ordinal)));

    private static bool IsOffScreen(IElement element) =>
        element.ClassList.Contains("moveOffScreen") || (Compact(element.GetAttribute("style")) is { Length: > 0 } style && (style.Contains("opacity:0;", StringComparison.Ordinal) || style.EndsWith("opacity:0", StringComparison.Ordinal) || FarAway().IsMatch(style)));

    private static string Compact(string? css) => css is null ? "" : string.Concat(css.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    [GeneratedRegex(@"(?:^|;)(?:left|top|right|bottom|margin-left|margin-top|text-indent):-\d{3,}(?:px|em|rem|vw|vh)?")]
    private static partial Regex FarAway();

    [GeneratedRegex(@"([A-Za-z][\w-]{2,60}?)(?:[._-][0-9a-f]{16,})?\.(?:svg|png|gif)(?:[?#]|$)")]
    private static partial Regex IconName();

    /// <summary>What is left of a page.</summary>
    public sealed record Reduced(string Html, string? View, bool IsEmpty, bool IsCut);

    private sealed record Level(int Depth, string Inside, bool IsOffScreen)
    {
        public bool IsInert { get; init; }
    }
}
