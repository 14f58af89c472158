using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>A snapshot's HTML as a document that rules can ask.</summary>
internal sealed class SnapshotDocument : IDisposable
{
    private readonly IDocument document;

    public SnapshotDocument(PageSnapshot snapshot)
    {
        Snapshot = snapshot;
        document = new HtmlParser().ParseDocument(snapshot.Html);
    }

    public PageSnapshot Snapshot { get; }

    public IEnumerable<IElement> Find(string selector) =>
        document.QuerySelectorAll(selector).Where(element => !element.HasAttribute(PackSelector.Twin));

    /// <summary>The texts of an element and of everything in it, in comparable form.</summary>
    public static IReadOnlyCollection<string> Texts(IElement element)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        AddTexts(element, texts);
        foreach (var inner in element.QuerySelectorAll("*"))
        {
            AddTexts(inner, texts);
        }

        return texts;
    }

    /// <summary>The control's number, if it may be used.</summary>
    public static int? Number(IElement element) =>
        !element.HasAttribute("disabled") && int.TryParse(element.GetAttribute("data-n"), out var number) && number > 0 ? number : null;

    public void Dispose() => document.Dispose();

    private static void AddTexts(IElement element, HashSet<string> texts)
    {
        Add(element.TextContent);
        Add(element.GetAttribute("data-text"));
        Add(element.GetAttribute("data-label"));
        Add(element.GetAttribute("aria-label"));
        Add(element.GetAttribute("placeholder"));
        foreach (var node in element.ChildNodes.OfType<IText>())
        {
            Add(node.Data);
        }

        void Add(string? text)
        {
            // A phrase is short; longer text cannot equal one and is not worth folding.
            if (text is { Length: > 0 and < 400 } && PhraseText.Comparable(text) is { Length: > 0 } comparable)
            {
                texts.Add(comparable);
            }
        }
    }
}
