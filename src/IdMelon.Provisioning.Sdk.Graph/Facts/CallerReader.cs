using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>Reads what an access token says of its owner. Pure; no part of the token shows in an error.</summary>
internal static class CallerReader
{
    public static Fact<CallerFacts> Read(string? token)
    {
        try
        {
            // Nobody but Graph has to be able to read its tokens, so one that cannot be read is nothing out of the ordinary.
            if (token?.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
            {
                return Unreadable();
            }

            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Unreadable();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or DecoderFallbackException)
        {
            return Unreadable();
        }
    }

    private static CallerFacts Read(JsonElement claims)
    {
        var scopes = claims.Text("scp");
        var permissions = scopes?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? Texts(claims, "roles") ?? [];
        return new(scopes is null ? CallerKind.Application : CallerKind.User, permissions.ToHashSet(StringComparer.OrdinalIgnoreCase))
        {
            ObjectId = claims.Id("oid"),
            DirectoryRoles = Texts(claims, "wids")?.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToHashSet(),
        };
    }

    // A list of one is a text with some issuers.
    private static IEnumerable<string>? Texts(JsonElement claims, string name) => claims.Texts(name) ?? (claims.Text(name) is { } single ? [single] : null);

    private static ProvisioningError Unreadable() => ProvisioningError.Of(ErrorCodes.CallerUnreadable);
}
