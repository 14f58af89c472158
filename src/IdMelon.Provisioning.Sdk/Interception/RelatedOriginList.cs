using System.Text.Json;

namespace IdMelon.Provisioning.Interception;

/// <summary>Reads the list of origins that may use an rp id (WebAuthn Level 3 §5.11.1).</summary>
internal static class RelatedOriginList
{
    // So many different names are looked at and no more, as in Chromium: the list is for one organisation, not for everybody.
    private const int MaximumLabels = 5;

    /// <summary>Tells whether a list names an origin.</summary>
    public static bool Names(ReadOnlyMemory<byte> json, WebOrigin origin)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("origins", out var origins)
                && origins.ValueKind == JsonValueKind.Array
                && Names(origins, origin);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Names(JsonElement origins, WebOrigin origin)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in origins.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            if (!WebOrigin.TryParse(item.GetString(), out var listed) || listed.IsAddress || PublicSuffixes.RegistrableDomainOf(listed.Host) is not { } domain)
            {
                continue;
            }

            var label = domain.Split('.')[0];
            if (!labels.Contains(label) && labels.Count == MaximumLabels)
            {
                continue;
            }

            labels.Add(label);
            if (listed == origin)
            {
                return true;
            }
        }

        return false;
    }
}
