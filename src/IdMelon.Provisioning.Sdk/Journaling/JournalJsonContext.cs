using System.Text.Json.Serialization;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Journaling;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(NamedOnly<ProvisioningMode>),
        typeof(NamedOnly<ProvisioningState>),
        typeof(NamedOnly<ProvisioningTrigger>),
        typeof(NamedOnly<ProvisioningEffect>),
        typeof(NamedOnly<ProvisioningVerdict>),
        typeof(NamedOnly<PasskeySettlement>),
    ])]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;

/// <summary>An enumeration by its names only: a number says nothing to whoever reads the journal later.</summary>
internal sealed class NamedOnly<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false)
    where TEnum : struct, Enum;
