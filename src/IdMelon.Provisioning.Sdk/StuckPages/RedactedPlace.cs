using AngleSharp.Dom;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.StuckPages;

/// <summary>Where on a page a text stands, and so what becomes of it.</summary>
/// <param name="IsKept">Whether it is of a heading, a label or a control.</param>
/// <param name="IsInBanner">Whether it is in a banner, where pages name who is signed in.</param>
/// <param name="IsInRow">Whether it is in a row of a list, where pages show what somebody has.</param>
internal readonly record struct RedactedPlace(bool IsKept, bool IsInBanner, bool IsInRow)
{
    // A control that holds more is a region that can be focused.
    private const int LongestControl = 100;

    private static readonly HashSet<string> KeptTags = ["a", "button", "input", "select", "option", "textarea", "summary", "label", "legend", "h1", "h2", "h3", "h4", "h5", "h6"];
    private static readonly HashSet<string> KeptRoles =
        ["button", "link", "menuitem", "menuitemradio", "menuitemcheckbox", "option", "radio", "tab", "checkbox", "switch", "textbox", "combobox", "heading"];

    private static readonly HashSet<string> RowTags = ["li", "tr", "td", "th"];
    private static readonly HashSet<string> RowRoles = ["row", "listitem", "cell", "gridcell", "rowheader"];

    /// <summary>Gets the page itself.</summary>
    public static RedactedPlace Page => new(false, false, false);

    /// <summary>Gets whether the text is a phrase of the packs.</summary>
    public bool IsPhrase { get; init; }

    /// <summary>Gets whether words are masked whatever they belong to.</summary>
    public bool IsMasked => IsInBanner || IsInRow;

    private bool IsInContent { get; init; }

    private string? Title { get; init; }

    /// <summary>Tells whether a text is the title of the dialog that it stands in.</summary>
    public bool IsTitle(string text) => Title is { Length: > 0 } && PhraseText.Comparable(text) == Title;

    /// <summary>The place inside of an element.</summary>
    public RedactedPlace Inside(IElement element)
    {
        var tag = element.LocalName;
        var role = element.GetAttribute("role");
        var isDialog = tag == "dialog" || role is "dialog" or "alertdialog";
        return this with
        {
            IsKept = IsKept || KeptTags.Contains(tag) || (role is not null && KeptRoles.Contains(role))
                || (element.HasAttribute("data-n") && SnapshotDocument.ShortText(element) is { Length: <= LongestControl }),
            IsInBanner = IsInBanner || role == "banner" || (tag == "header" && !IsInContent),
            IsInRow = IsInRow || RowTags.Contains(tag) || (role is not null && RowRoles.Contains(role)),

            // A heading's surroundings inside of the content are no banner, as HTML has it.
            IsInContent = IsInContent || isDialog || tag is "main" or "article" or "section" or "aside" or "nav" || role == "main",
            Title = isDialog ? PhraseText.Comparable(element.GetAttribute("data-label") ?? element.GetAttribute("aria-label") ?? "") : Title,
        };
    }
}
