using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>A snapshot's HTML as a document that rules can ask. Used by one thread for one recognition.</summary>
internal sealed class SnapshotDocument : IDisposable
{
    // A phrase is short and does not spread over many elements; more is not worth folding.
    private const int LongestPhrase = 400;
    private const int MostParts = 64;
    private const string Hidden = "data-twin";

    // Deeper than any page that people made, and shallow enough to be asked in no time.
    private const int DeepestLevel = 256;

    private readonly IDocument document;
    private readonly IReadOnlyList<IElement> elements;
    private readonly Dictionary<IElement, IReadOnlyList<string>> texts = [];
    private readonly Dictionary<string, IElement?> views = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> uses = [];

    public SnapshotDocument(PageSnapshot snapshot)
    {
        Snapshot = snapshot;
        document = new HtmlParser().ParseDocument(snapshot.Html);
        IsTooDeep = HasDeepElement(document);
        elements = IsTooDeep ? [] : [.. document.All.Where(element => !element.HasAttribute(Hidden))];
        foreach (var number in document.All.Select(RawNumber).OfType<int>())
        {
            uses[number] = uses.GetValueOrDefault(number) + 1;
        }
    }

    public PageSnapshot Snapshot { get; }

    /// <summary>Gets what holds the page.</summary>
    public IElement? Body => document.Body;

    /// <summary>Gets whether the page is nested deeper than it may be; then it shows nothing.</summary>
    public bool IsTooDeep { get; }

    /// <summary>Finds the elements of a view, or of the page; off-screen twins are not there.</summary>
    public IEnumerable<IElement> Find(PackSelector selector, IElement? view) =>
        (view is null ? elements : Within(view)).Where(selector.Matches);

    /// <summary>Finds the one innermost container; null if there is none, or more than one.</summary>
    public IElement? View(PackSelector selector)
    {
        if (views.TryGetValue(selector.Text, out var known))
        {
            return known;
        }

        IElement? view = null;
        var isOne = true;
        IElement? last = null;
        foreach (var element in Find(selector, null))
        {
            // In document order a container that holds another one is followed by it at once.
            if (last is not null && !IsInside(element, last))
            {
                isOne &= view is null;
                view = last;
            }

            last = element;
        }

        isOne &= view is null || last is null;
        return views[selector.Text] = isOne ? last : null;
    }

    /// <summary>Finds a control by its number.</summary>
    public IElement? Control(int number) => elements.FirstOrDefault(element => RawNumber(element) == number);

    /// <summary>The control's number, if it may be used: it is one of its kind, and neither it nor what it stands in is disabled or hidden.</summary>
    public int? Number(IElement element)
    {
        if (RawNumber(element) is not { } number || uses[number] != 1 || element.NamespaceUri != NamespaceNames.HtmlUri)
        {
            return null;
        }

        for (IElement? outer = element; outer is not null; outer = outer.ParentElement)
        {
            if (outer.HasAttribute("disabled") || outer.HasAttribute(Hidden) || outer.HasAttribute("inert") || outer.HasAttribute("hidden"))
            {
                return null;
            }
        }

        return number;
    }

    /// <summary>The texts of an element and of what is in it, in comparable form.</summary>
    public IEnumerable<string> Texts(IElement element) => Within(element).Take(MostParts).SelectMany(OwnTexts);

    /// <summary>The whole text of an element that is about as small as a phrase is; null of a larger one.</summary>
    public static string? ShortText(IElement element) =>
        element.Descendants<INode>().Take(MostParts + 1).Count() <= MostParts && element.TextContent is { Length: < LongestPhrase } text ? text : null;

    public void Dispose() => document.Dispose();

    private static IEnumerable<IElement> Within(IElement element) =>
        element.Descendants<IElement>().Where(inner => !inner.HasAttribute(Hidden)).Prepend(element);

    // In document order, without recursion.
    private static bool HasDeepElement(IDocument document)
    {
        var depths = new Dictionary<IElement, int>();
        foreach (var element in document.All)
        {
            var depth = element.ParentElement is { } parent ? depths[parent] + 1 : 0;
            if (depth > DeepestLevel)
            {
                return true;
            }

            depths[element] = depth;
        }

        return false;
    }

    private static bool IsInside(IElement element, IElement container)
    {
        for (var outer = element.ParentElement; outer is not null; outer = outer.ParentElement)
        {
            if (outer == container)
            {
                return true;
            }
        }

        return false;
    }

    private static int? RawNumber(IElement element) =>
        int.TryParse(element.GetAttribute("data-n"), out var number) && number > 0 ? number : null;

    private IReadOnlyList<string> OwnTexts(IElement element)
    {
        if (texts.TryGetValue(element, out var known))
        {
            return known;
        }

        var found = new List<string>();
        Add(ShortText(element));
        Add(element.GetAttribute("data-text"));
        Add(element.GetAttribute("data-label"));
        Add(element.GetAttribute("aria-label"));
        Add(element.GetAttribute("placeholder"));
        foreach (var node in element.ChildNodes.OfType<IText>().Take(MostParts))
        {
            Add(node.Data);
        }

        return texts[element] = found;

        void Add(string? text)
        {
            if (text is { Length: > 0 and < LongestPhrase } && PhraseText.Comparable(text) is { Length: > 0 } comparable && !found.Contains(comparable))
            {
                found.Add(comparable);
            }
        }
    }
}
