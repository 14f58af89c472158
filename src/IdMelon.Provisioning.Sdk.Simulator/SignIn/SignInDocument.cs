using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>A page in the shell of the sign-in service.</summary>
/// <param name="PageId">The untranslated name of the page; null where no name is known, then the page has none.</param>
/// <param name="Config">The page's data, shown to scripts as <c>$Config</c>.</param>
/// <param name="Texts">The groups of texts that the script needs.</param>
internal sealed record SignInDocument(string? PageId, JsonObject Config, string[] Texts)
{
    /// <summary>The file name of the script that builds the page.</summary>
    public string Script { get; init; } = "sign-in.js";

    /// <summary>Which view the script shows first, where the name of the page does not tell.</summary>
    public string? View { get; init; }

    /// <summary>What a picture of the page shows.</summary>
    public string? Picture { get; init; }

    /// <summary>Where the forms of the page may lead besides the hosts of the cloud: the app that wants the answer.</summary>
    public string? FormTarget { get; init; }

    /// <summary>Values in elements of their own: id and content.</summary>
    public IReadOnlyList<(string Id, string Content)> Carriers { get; init; } = [];
}
