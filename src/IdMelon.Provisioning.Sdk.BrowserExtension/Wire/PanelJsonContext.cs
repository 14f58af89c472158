using System.Text.Json.Serialization;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    AllowDuplicateProperties = false,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 24,
    Converters =
    [
        typeof(PasskeyTextConverter),
        typeof(UserNameConverter),
        typeof(LanguageConverter),
        typeof(CloudConverter),
        typeof(BytesConverter),
        typeof(SealingRecipientConverter),
        typeof(SetConverter<Guid>),
        typeof(SetConverter<string>),
        typeof(FactConverter<PasskeyMethodPolicy>),
        typeof(FactConverter<AccessPassMethodPolicy>),
        typeof(FactConverter<int>),
        typeof(FactConverter<CallerFacts>),
        typeof(FactConverter<DirectoryAccount>),
        typeof(FactConverter<IReadOnlySet<Guid>>),
        typeof(FactConverter<IReadOnlyList<DirectoryRole>>),
        typeof(FactConverter<IReadOnlyList<AccessPassStatus>>),
        typeof(FactConverter<IReadOnlyList<DirectoryPasskey>>),
        typeof(NamedOnly<PanelMode>),
        typeof(NamedOnly<PanelTrust>),
        typeof(NamedOnly<OperatorHintKind>),
        typeof(NamedOnly<ProvisioningMode>),
        typeof(NamedOnly<ProvisioningState>),
        typeof(NamedOnly<ProvisioningVerdict>),
        typeof(NamedOnly<UserFactsDepth>),
        typeof(NamedOnly<MethodTargetKind>),
        typeof(NamedOnly<ModelRestrictionKind>),
        typeof(NamedOnly<CallerKind>),
        typeof(NamedOnly<CredentialProtection>),
        typeof(NamedOnly<VaultedPasskeyState>),
    ])]
[JsonSerializable(typeof(PanelMessage))]
[JsonSerializable(typeof(ExtensionMessage))]
[JsonSerializable(typeof(OperatorQuestion))]
[JsonSerializable(typeof(ProvisioningError))]
[JsonSerializable(typeof(PasskeyMethodPolicy))]
[JsonSerializable(typeof(AccessPassMethodPolicy))]
[JsonSerializable(typeof(CallerFacts))]
[JsonSerializable(typeof(DirectoryAccount))]
[JsonSerializable(typeof(IReadOnlySet<Guid>))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<DirectoryRole>))]
[JsonSerializable(typeof(IReadOnlyList<AccessPassStatus>))]
[JsonSerializable(typeof(IReadOnlyList<DirectoryPasskey>))]
internal sealed partial class PanelJsonContext : JsonSerializerContext;

/// <summary>An enumeration by its names only: a number says nothing to the other side.</summary>
internal sealed class NamedOnly<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false)
    where TEnum : struct, Enum;
