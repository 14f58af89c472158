using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What the control interface shows of passkeys, and what it takes of one that is to be there as if it had been registered.</summary>
internal static class PasskeyFields
{
    private const int LongestCredentialId = 1023;
    private const int LongestBytes = 16 * 1024;

    public static FieldTable<NewPasskey> New { get; } = new FieldTable<NewPasskey>()
        .Member("id", JsonTypes.Text(1, 2048).Where(text => !text.Contains('/', StringComparison.Ordinal), "a text that can stand in an address").OrNone(), key => key.Id, (key, value) => key with { Id = value })
        .Member("credentialId", Bytes(LongestCredentialId), key => key.CredentialId, (key, value) => key with { CredentialId = value }, isRequired: true)
        .Member("displayName", JsonTypes.Text(), key => key.DisplayName, (key, value) => key with { DisplayName = value })
        .Member("aaguid", JsonTypes.Id, key => key.Aaguid, (key, value) => key with { Aaguid = value })
        .Member("created", JsonTypes.Moment.OrNull(), key => key.Created, (key, value) => key with { Created = value })
        .Member("publicKey", PublicKey, key => key.PublicKey, (key, value) => key with { PublicKey = value }, isRequired: true)
        .Member("attestation", JsonTypes.Text(1, 32), key => key.Attestation, (key, value) => key with { Attestation = value })
        .Member("isSynced", JsonTypes.Boolean, key => key.IsSynced, (key, value) => key with { IsSynced = value })
        .Member("transports", JsonTypes.ListOf(JsonTypes.Text(1, 32), 16), key => key.Transports, (key, value) => key with { Transports = value })
        .Member("signCount", JsonTypes.Whole(0), key => key.SignCount, (key, value) => key with { SignCount = value })
        .Member("attestationCertificates", JsonTypes.ListOf(Bytes(LongestBytes), 8), key => key.AttestationCertificates, (key, value) => key with { AttestationCertificates = value })
        .Member("isAttested", JsonTypes.Boolean.OrNull(), key => key.IsAttested, (key, value) => key with { IsAttested = value });

    private static JsonType<byte[]> PublicKey => Bytes(LongestBytes).Where(IsKey, "a COSE key of ES256 or RS256, in base64url");

    public static JsonObject Shape(SimulatedPasskey passkey) => new()
    {
        ["id"] = passkey.Id,
        ["displayName"] = passkey.DisplayName,
        ["aaguid"] = passkey.Aaguid.ToString(),
        ["model"] = AuthenticatorModels.NameOf(passkey.Aaguid),
        ["created"] = GraphFormat.Time(passkey.CreatedDateTime),
        ["attestation"] = passkey.AttestationFormat,
        ["isAttested"] = passkey.IsAttested,
        ["isSynced"] = passkey.IsSynced,
        ["transports"] = new JsonArray([.. passkey.Transports.Select(transport => (JsonNode?)transport)]),
        ["signCount"] = passkey.SignCount,
    };

    private static JsonType<byte[]> Bytes(int most)
    {
        var expected = $"1 to {most} bytes in base64url";
        return new(
            expected,
            value => System.Buffers.Text.Base64Url.EncodeToString(value),
            (node, path) => node is JsonValue text && text.TryGetValue<string>(out var written) && TolerantBytes.Read(written) is { Length: > 0 } bytes && bytes.Length <= most
                ? new Reading<byte[]>(bytes)
                : ControlError.WrongType(path, expected));
    }

    private static bool IsKey(byte[] bytes)
    {
        try
        {
            using var key = CoseKey.Read(bytes);
            return true;
        }
        catch (MalformedDataException)
        {
            return false;
        }
    }

    /// <summary>A passkey of which not everything need be said.</summary>
    internal sealed record NewPasskey
    {
        public string? Id { get; init; }

        public byte[] CredentialId { get; init; } = [];

        public string DisplayName { get; init; } = "Passkey";

        public Guid Aaguid { get; init; }

        public DateTimeOffset? Created { get; init; }

        public byte[] PublicKey { get; init; } = [];

        public string Attestation { get; init; } = "none";

        public bool IsSynced { get; init; }

        public IReadOnlyList<string> Transports { get; init; } = [];

        public int SignCount { get; init; }

        public IReadOnlyList<byte[]> AttestationCertificates { get; init; } = [];

        public bool? IsAttested { get; init; }

        public SimulatedPasskey ToPasskey(DateTimeOffset now)
        {
            var passkey = new SimulatedPasskey(Id ?? CredentialIdText.For(CredentialId), CredentialId, DisplayName, Aaguid, Created ?? now, PublicKey, Attestation)
            {
                IsSynced = IsSynced,
                Transports = Transports,
                SignCount = (uint)SignCount,
                AttestationCertificates = [.. AttestationCertificates.Select(certificate => new ReadOnlyMemory<byte>(certificate))],
            };
            return IsAttested is { } isAttested ? passkey with { IsAttested = isAttested } : passkey;
        }
    }
}
