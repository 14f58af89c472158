namespace IdMelon.Provisioning.Browsing;

/// <summary>A page, reduced to what recognition needs. Holds no input values, tokens, challenges or account names.</summary>
public sealed record PageSnapshot
{
    /// <summary>Gets the id that control references carry.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the document's random id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Gets the top-level origin, such as <c>https://login.microsoftonline.com</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Gets the path, with ids in it replaced; never a query.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the names of known keys in the fragment, such as <c>fidoProvisionSuccess</c>.</summary>
    public IReadOnlyList<string> FragmentKeys { get; init; } = [];

    /// <summary>Gets the page's language as it declares it; null if it does not.</summary>
    public string? Language { get; init; }

    /// <summary>Gets the direction of writing, <c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction { get; init; } = "ltr";

    /// <summary>Gets untranslated page facts by name: <c>PageID</c>, <c>pgid</c>, <c>viewid</c>, <c>sErrorCode</c>, <c>iErrorTitle</c>, <c>iErrorCode</c>.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the reduced HTML. Controls carry their number in <c>data-n</c>, off-screen twins <c>data-twin</c>, disabled controls <c>disabled</c>.</summary>
    public required string Html { get; init; }

    /// <summary>Gets the hosts of frames that cannot be looked into.</summary>
    public IReadOnlyList<string> ForeignFrames { get; init; } = [];

    /// <summary>Gets whose account the page shows.</summary>
    public AccountOnPage Account { get; init; }

    /// <summary>Gets whether nothing of the page is visible yet.</summary>
    public bool IsBuilding { get; init; }

    /// <summary>Gets whether this is a saved copy, which nobody goes on building.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Gets a hash over everything above that a reader could notice.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Gets the host of <see cref="Origin"/>; empty if it is not https.</summary>
    public string SecureHost => Uri.TryCreate(Origin, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort ? uri.Host : "";

    /// <summary>Prints id, origin and path only.</summary>
    public override string ToString() => $"PageSnapshot {{ {Id}, {Origin}{Path} }}";
}
