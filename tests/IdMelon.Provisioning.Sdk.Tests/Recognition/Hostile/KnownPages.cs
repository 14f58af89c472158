using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Tests.Running;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>The pages of the flow to start mutations from: those recorded from a browser, and the reduced ones of the run's tests.</summary>
internal static class KnownPages
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static IReadOnlyList<PageSnapshot> All { get; } =
    [
        .. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Read),
        .. FlowPages.Smooth.OfType<PageObservation.Seen>().Select(seen => seen.Snapshot),
        FlowPages.AccessPassWith("130503").Snapshot,
        FlowPages.Unknown.Snapshot,
    ];

    private static IEnumerable<PageSnapshot> Read(string file)
    {
        // Other recordings may lie there too; a page reply is what has a page.
        if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject reply && reply.ContainsKey("page") && reply.ContainsKey("acted"))
        {
            yield return StepProtocol.Read(reply.ToJsonString()).Snapshot;
        }
    }
}
