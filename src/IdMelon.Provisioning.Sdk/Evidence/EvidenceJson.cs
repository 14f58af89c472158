using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdMelon.Provisioning.Evidence;

/// <summary>Writes and reads evidence as JSON in UTF-8.</summary>
/// <remarks>Thread-safe. A signature holds for the very bytes that were written: keep them.</remarks>
public static class EvidenceJson
{
    /// <summary>Writes evidence, indented for people.</summary>
    public static byte[] Write(ProvisioningEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return JsonSerializer.SerializeToUtf8Bytes(evidence, EvidenceJsonContext.Default.ProvisioningEvidence);
    }

    /// <summary>Reads evidence.</summary>
    /// <exception cref="FormatException">It is none, or of a newer version.</exception>
    public static ProvisioningEvidence Read(ReadOnlySpan<byte> utf8)
    {
        ProvisioningEvidence? evidence;
        try
        {
            evidence = JsonSerializer.Deserialize(utf8, EvidenceJsonContext.Default.ProvisioningEvidence);
        }
        catch (JsonException exception)
        {
            throw new FormatException("It is no evidence record.", exception);
        }

        return evidence is { SchemaVersion: >= 1 and <= ProvisioningEvidence.CurrentSchemaVersion } ? evidence : throw new FormatException("It is no evidence record of a known version.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProvisioningEvidence))]
internal sealed partial class EvidenceJsonContext : JsonSerializerContext;
