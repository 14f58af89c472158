using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>A page that was saved as HTML, by a browser or by a program, as a snapshot that can be recognized.</summary>
/// <remarks>Works without layout: what a style sheet hides counts as visible. Pure and thread-safe.</remarks>
public sealed class SavedPage
{
    private SavedPage(PageSnapshot snapshot, SavedPageAddress address)
    {
        Snapshot = snapshot;
        Address = address;
    }

    /// <summary>Gets the page. Its control references are of no use: there is no page to act on.</summary>
    public PageSnapshot Snapshot { get; }

    /// <summary>Gets where the address was found.</summary>
    public SavedPageAddress Address { get; }

    /// <summary>Reads a page.</summary>
    /// <param name="html">The HTML: as the service sent it, or as a browser saved what its script had built.</param>
    /// <param name="cloud">The cloud, whose sign-in host is assumed for a sign-in page that does not tell its address.</param>
    /// <param name="address">Where the page was; null looks for it in the page.</param>
    /// <param name="language">Its language; null takes what it declares.</param>
    public static SavedPage Read(string html, EntraCloud cloud, Uri? address = null, LanguageTag? language = null)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(cloud);
        using var document = new HtmlParser().ParseDocument(html);
        using var config = SavedPageConfig.Find(document);
        var (where, from) = config.Address(html, cloud, address);
        var reduced = new PageReducer(document).Reduce();
        var facts = config.Facts();
        if (reduced.View is { } view)
        {
            facts["viewid"] = view;
        }

        if (reduced.IsCut)
        {
            facts["truncated"] = "true";
        }

        var declared = document.DocumentElement?.GetAttribute("lang") is { Length: > 0 } lang ? lang : facts.GetValueOrDefault("LocLC");
        var page = new PageSnapshot
        {
            Id = "saved.1",
            DocumentId = "saved",
            Origin = where?.GetLeftPart(UriPartial.Authority) ?? "null",
            Path = where?.AbsolutePath ?? "",
            Language = language?.ToString() ?? (LanguageTag.TryParse(declared, out var tag) ? tag.ToString() : null),
            Direction = string.Equals(document.DocumentElement?.GetAttribute("dir"), "rtl", StringComparison.OrdinalIgnoreCase) ? "rtl" : "ltr",
            Facts = facts,
            Html = reduced.Html,
            IsBuilding = reduced.IsEmpty,
            IsSaved = true,
            Fingerprint = "saved",
        };
        return new(page, from);
    }
}
