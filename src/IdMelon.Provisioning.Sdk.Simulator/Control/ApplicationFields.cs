using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.OAuth;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What the control interface shows and changes of applications.</summary>
internal static class ApplicationFields
{
    private const int LongestSecret = 256;
    private const int LongestPem = 64 * 1024;

    /// <summary>What only a new application is given.</summary>
    public static FieldTable<NewApplication> Names { get; } = new FieldTable<NewApplication>()
        .Member("displayName", JsonTypes.Text().Where(text => !string.IsNullOrWhiteSpace(text), "a name"), app => app.DisplayName, (app, value) => app with { DisplayName = value }, isRequired: true)
        .Member("clientId", JsonTypes.Id.OrNull(), app => app.ClientId, (app, value) => app with { ClientId = value });

    public static FieldTable<SimulatorApplication> Table { get; } = new FieldTable<SimulatorApplication>()
        .Shown("clientId", app => app.ClientId)
        .Shown("displayName", app => app.DisplayName)
        .Shown("servicePrincipalId", app => app.ServicePrincipalId.ToString())
        .Switch("isPublicClient", JsonTypes.Boolean, app => app.IsPublicClient, (app, value) => app.IsPublicClient = value)
        .Switch("redirectUris", JsonTypes.ListOf(RedirectUri), app => app.RedirectUris, (app, value) => app.RedirectUris = value)
        .Switch("roles", JsonTypes.ListOf(JsonTypes.Text()), app => app.Roles, (app, value) => app.Roles = value)
        .Switch("delegatedScopes", JsonTypes.ListOf(JsonTypes.Text()), app => app.DelegatedScopes, (app, value) => app.DelegatedScopes = value);

    /// <summary>A secret to add; null makes one up.</summary>
    public static FieldTable<Secret> NewSecret { get; } = new FieldTable<Secret>()
        .Member("value", SecretText.OrNone(), secret => secret.Value, (_, value) => new(value));

    /// <summary>A secret that is there.</summary>
    public static FieldTable<Secret> OldSecret { get; } = new FieldTable<Secret>()
        .Member("value", SecretText, secret => secret.Value!, (_, value) => new(value), isRequired: true);

    public static FieldTable<Certificate> Certificates { get; } = new FieldTable<Certificate>()
        .Member("certificate", Pem, certificate => certificate.Bytes, (_, value) => new(value), isRequired: true);

    private static JsonType<string> RedirectUri => JsonTypes.Text(1, 2048).Where(RedirectUris.IsUsable, "an absolute address without a fragment");

    private static JsonType<string> SecretText => JsonTypes.Text(1, LongestSecret).Where(text => !string.IsNullOrWhiteSpace(text), "a secret");

    /// <summary>A certificate as PEM; a private key beside it is not read.</summary>
    private static JsonType<byte[]> Pem => new(
        "a certificate with an RSA key, as PEM",
        _ => null,
        (node, path) => node is JsonValue value && value.TryGetValue<string>(out var text) && BytesOf(text) is { } bytes
            ? new Reading<byte[]>(bytes)
            : ControlError.WrongType(path, "a certificate with an RSA key, as PEM"));

    private static byte[]? BytesOf(string pem)
    {
        try
        {
            if (pem.Length > LongestPem)
            {
                return null;
            }

            using var certificate = X509Certificate2.CreateFromPem(pem);
            using var key = certificate.GetRSAPublicKey();
            return key is null ? null : certificate.RawData;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal sealed record NewApplication(string DisplayName = "", Guid? ClientId = null);

    internal sealed record Secret(string? Value = null)
    {
        public override string ToString() => nameof(Secret);
    }

    internal sealed record Certificate(byte[] Bytes);
}
