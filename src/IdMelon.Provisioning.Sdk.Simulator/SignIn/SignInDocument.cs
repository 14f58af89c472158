using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>A page in the shell of the sign-in service.</summary>
/// <param name="PageId">The untranslated name of the page; null where no name is known, then the page has none.</param>
/// <param name="Config">The page's data, shown to scripts as <c>$Config</c>.</param>
/// <param name="Texts">The groups of texts that the script needs.</param>
internal sealed record SignInDocument(string? PageId, JsonObject Config, string[] Texts)
{
    // In the order in which they build on each other.
    private static readonly string[] SignInScripts = ["sign-in-parts.js", "credential-views.js", "interrupt-views.js", "sign-in.js"];

    /// <summary>The file names of the scripts that build the page, in their order.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = SignInScripts;

    /// <summary>Which view the script shows first, where the name of the page does not tell.</summary>
    public string? View { get; init; }

    /// <summary>What a picture of the page shows.</summary>
    public string? Picture { get; init; }

    /// <summary>The text of a page that is complete without its script; null for pages that their script builds.</summary>
    public string? PlainText { get; init; }

    /// <summary>Values in elements of their own: id and content.</summary>
    public IReadOnlyList<(string Id, string Content)> Carriers { get; init; } = [];
}
