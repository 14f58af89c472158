using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace IdMelon.Provisioning.Recognition;

/// <summary>A CSS selector of a pack, read once.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class PackSelector
{
    private static readonly CssSelectorParser Parser = new();

    private readonly ISelector selector;

    private PackSelector(string text, ISelector selector)
    {
        Text = text;
        this.selector = selector;
    }

    public string Text { get; }

    public static PackSelector Read(PackReader reader, string text) =>
        Parser.ParseSelector(text) is { } selector ? new(text, selector) : throw reader.Broken($"'{text}' is not a CSS selector");

    public bool Matches(IElement element) => selector.Match(element, null);

    public override string ToString() => Text;
}
