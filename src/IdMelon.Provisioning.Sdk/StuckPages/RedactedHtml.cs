using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.StuckPages;

/// <summary>Writes a page's reduced HTML anew: known tags and attributes only, words kept, scrubbed or masked by where they stand. Used for one page.</summary>
internal sealed partial class RedactedHtml(PersonalTexts personal, PhraseBook phrases, Func<string, string> mark, Func<string, bool> isOfPacks)
{
    // More than that is a paragraph, wherever it stands.
    private const int LongestLabel = 200;
    private const int LongestName = 60;

    private static readonly HashSet<string> Tags =
    [
        "a", "button", "input", "select", "option", "textarea", "label", "form", "fieldset", "legend", "dialog", "main", "nav", "header", "footer", "aside", "section", "article", "details", "summary",
        "h1", "h2", "h3", "h4", "h5", "h6", "img", "li", "ul", "ol", "p", "div", "span", "i", "b", "em", "strong", "small",
    ];

    private static readonly HashSet<string> Dropped = ["script", "style", "noscript", "template", "head", "link", "meta", "base", "title", "object", "embed", "audio", "video", "canvas", "iframe", "frame"];

    private static readonly HashSet<string> States =
    [
        "data-n", "data-twin", "disabled", "checked", "inert", "hidden", "role", "type", "autocomplete", "class", "aria-modal", "aria-level", "aria-expanded", "aria-checked", "aria-selected",
        "data-account", "data-viewid",
    ];

    private static readonly HashSet<string> Marks = ["id", "name", "for", "data-testid", "data-test-id", "data-automationid", "data-icon-name", "data-value"];

    private static readonly HashSet<string> Texts = ["aria-label", "data-text", "placeholder", "data-label"];

    // The name of a picture's file may be that of whom it shows.
    private const string Picture = "data-icon";

    private readonly StringBuilder html = new();
    private List<Regex> namesInBanners = [];
    private List<Regex> namesInRows = [];

    public string Write(IElement body)
    {
        namesInBanners = Names(body, place => place.IsInBanner);
        namesInRows = Names(body, place => place.IsInRow);
        WriteChildren(body, RedactedPlace.Page);
        return html.ToString();
    }

    private void Write(IElement element, RedactedPlace outer)
    {
        if (element.NamespaceUri != NamespaceNames.HtmlUri || Dropped.Contains(element.LocalName))
        {
            return;
        }

        var place = PlaceOf(element, outer);
        var tag = Tags.Contains(element.LocalName) ? element.LocalName : "div";
        html.Append('<').Append(tag);
        foreach (var attribute in element.Attributes)
        {
            WriteAttribute(attribute.LocalName, attribute.Value, place);
        }

        html.Append('>');
        if (tag is not ("input" or "img"))
        {
            WriteChildren(element, place);
            html.Append("</").Append(tag).Append('>');
        }
    }

    private void WriteChildren(IElement element, RedactedPlace place)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IElement inner)
            {
                Write(inner, place);
            }
            else if (node is IText text)
            {
                html.Append(Escaped(place.IsPhrase ? MaskedText.WithoutNumbers(text.Data) : Words(text.Data, place)));
            }
        }
    }

    private void WriteAttribute(string name, string value, RedactedPlace place)
    {
        var clean = States.Contains(name) && State().IsMatch(value) ? value
            : Marks.Contains(name) ? mark(value)
            : name == Picture ? (isOfPacks(value) ? value : null)
            : !Texts.Contains(name) ? null
            : place.IsTitle(value) ? Words(value, place with { IsKept = true }) : Words(value, place);
        if (clean is not null)
        {
            html.Append(' ').Append(name).Append("=\"").Append(Escaped(clean)).Append('"');
        }
    }

    private RedactedPlace PlaceOf(IElement element, RedactedPlace outer) =>
        outer.Inside(element) with { IsPhrase = outer.IsPhrase || (SnapshotDocument.ShortText(element) is { } text && Known(text) is not null) };

    private string Words(string text, RedactedPlace place) =>
        string.IsNullOrWhiteSpace(text) ? text
        : Known(text) ?? (!place.IsMasked && text.Length <= LongestLabel && (place.IsKept || place.IsTitle(text)) && Scrub(text) is var clean && !LooksLikeAName(clean) ? clean : MaskedText.Of(text));

    /// <summary>A text of the packs is known to be nobody's, but the numbers in it may be somebody's.</summary>
    private string? Known(string text)
    {
        var comparable = PhraseText.Comparable(text);
        return comparable.Length == 0 ? null
            : phrases.Has(comparable) ? text
            : PhraseText.WithoutNumbers(comparable) is { } numberless && phrases.Has(numberless) ? MaskedText.WithoutNumbers(text)
            : null;
    }

    // "Ada Lovelace": several words, each with a capital. The pages write labels as sentences.
    private static bool LooksLikeAName(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] != '…' && !word.Any(char.IsDigit)).ToList();
        return words.Count is > 1 and < 6 && words.All(word => char.IsUpper(word[0]));
    }

    private string Scrub(string text)
    {
        var clean = namesInBanners.Aggregate(text, (words, name) => name.Replace(words, "…"));

        // A row may say what a choice says as a whole; a part of a longer text is more likely a name.
        return personal.Scrub(namesInRows.Aggregate(clean, (words, name) => name.Match(words).Length < words.Trim().Length ? name.Replace(words, "…") : words));
    }

    /// <summary>The texts that stand in such a place and are nobody's label: names, for all that can be told.</summary>
    private List<Regex> Names(IElement body, Func<RedactedPlace, bool> isMeant)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var work = new Stack<(IElement Element, RedactedPlace Place)>([(body, RedactedPlace.Page)]);
        while (work.TryPop(out var item))
        {
            foreach (var child in item.Element.Children)
            {
                work.Push((child, item.Place.Inside(child)));
            }

            if (isMeant(item.Place) && !item.Place.IsKept)
            {
                names.UnionWith(item.Element.ChildNodes.OfType<IText>().Select(text => text.Data.Trim()).Where(text => text.Length <= LongestName && text.Count(char.IsLetter) > 2 && Known(text) is null));
            }
        }

        return [.. names.OrderByDescending(name => name.Length).Select(name => new Regex($@"(?<![a-zA-Z]){Regex.Escape(name)}(?![a-zA-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))];
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    [GeneratedRegex(@"^[\w :./+-]{0,60}$")]
    private static partial Regex State();
}
