using System.Buffers.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>A passkey on its way: from "new" over the ceremony to "verify".</summary>
internal sealed class PendingRegistration(Guid tenantId, CloudHosts hosts, SimulatedUser user, int type, DateTimeOffset expires)
{
    public Guid TenantId { get; } = tenantId;

    public SimulatedUser User { get; } = user;

    /// <summary>The number of the method: 12 or 18.</summary>
    public int Type { get; } = type;

    public DateTimeOffset Expires { get; } = expires;

    /// <summary>The canary that goes to the ceremony and comes back.</summary>
    public string Canary { get; } = OpaqueText.Create(96);

    /// <summary>The canary and the note with which the naming step proves that the ceremony is behind it.</summary>
    public string ReturnCanary { get; } = OpaqueText.Create(96);

    public string PostInfo { get; } = OpaqueText.Create(64);

    public string CorrelationId { get; } = Guid.NewGuid().ToString();

    /// <summary>An encrypted token in shape and size: five parts, some 6.9 kB. Its text, not what it might decode to, is the challenge.</summary>
    public string ServerChallenge { get; } = OpaqueText.EncryptedToken("\"zip\":\"DEF\"", 4800);

    /// <summary>The ways to reach the authenticator, which the browser told when it came back from the ceremony.</summary>
    public IReadOnlyList<string> Transports { get; set; } = [];

    public string UserId => Base64Url.EncodeToString(UserHandles.For(TenantId, User));

    public string PostBackUrl => $"{hosts.SecurityInfoOrigin}/api/post/newfido?mysignins-region=neu&cid={CorrelationId}";

    /// <summary>Where the authenticator must be; the older way asks for a key that is attached to the device, the newer leaves it open.</summary>
    public string? Attachment => Type == MethodType.SecurityKey ? "cross-platform" : null;

    public JsonArray ExcludedCredentials => [.. User.Passkeys.Select(passkey => (JsonNode)Base64Url.EncodeToString(passkey.CredentialId.Span))];

    /// <summary>What "new" answers: where to post, and what.</summary>
    public JsonObject ToRequestData()
    {
        var fields = new JsonObject
        {
            ["correlationId"] = CorrelationId,
            ["canary"] = Canary,
            ["ExcludeNextGenCredentialsJSON"] = ExcludedCredentials.ToJsonString(),
            ["memberName"] = User.UserPrincipalName,
            ["postBackUrl"] = PostBackUrl,
            ["serverChallenge"] = ServerChallenge,
            ["userDisplayName"] = User.DisplayName,
            ["userIconUrl"] = null,
            ["userId"] = UserId,
        };
        if (Attachment is { } attachment)
        {
            fields["authenticator"] = attachment;
        }

        return new() { ["provisionUrl"] = $"{hosts.WebAuthnOrigin}/{TenantId}/fido/create?cid={CorrelationId}", ["requestData"] = fields };
    }
}
