using System.Text;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Registrations that are well made and belong to another ceremony.</summary>
internal static class CeremonyFaults
{
    public static IEnumerable<RegistrationCase> In(Parts good) =>
    [
        (good with { Challenge = Parts.TheChallenge + "x" }).As("another challenge"),
        (good with { Challenge = "" }).As("no challenge"),
        (good with { Challenge = "yesterday's challenge" }).As("replayed challenge"),
        (good with { EncodeClientData = text => Encoding.UTF8.GetBytes(text.Replace("\",\"origin", "=\",\"origin", StringComparison.Ordinal)) }).As("padded challenge"),
        (good with { Type = "webauthn.get" }).As("an assertion's type"),
        (good with { Type = "WebAuthn.create" }).As("type in another case"),
        (good with { EncodeClientData = text => Encoding.UTF8.GetBytes(text.Replace("\"type\"", "\"Type\"", StringComparison.Ordinal)) }).As("member name in another case"),
        (good with { Origin = "https://login.microsoftonline.com" }).As("another origin"),
        (good with { Origin = "http://login.microsoft.com" }).As("origin without TLS"),
        (good with { Origin = "https://login.microsoft.com/" }).As("origin with a slash"),
        (good with { Origin = "https://login.microsoft.com:443" }).As("origin with a port"),
        (good with { Origin = "https://LOGIN.microsoft.com" }).As("origin in another case"),
        (good with { Origin = "https://login.microsoft.com.evil.example" }).As("origin with a longer name"),
        (good with { ClientDataTail = ""","crossOrigin":true""" }).As("cross-origin"),
        (good with { ClientDataTail = ""","crossOrigin":false,"topOrigin":"https://evil.example" """ }).As("top origin"),
        (good with { ClientDataTail = ""","crossOrigin":"false" """ }).As("cross-origin as text"),
        (good with { ClientDataTail = ""","crossOrigin":null""" }).As("cross-origin null"),
        (good with { ClientDataTail = ""","tokenBinding":{"status":"supported"}""" }).As("token binding supported"),
        (good with { ClientDataTail = ""","tokenBinding":{"status":"maybe"}""" }).As("token binding of an unknown status"),
        (good with { ClientDataTail = ""","type":"webauthn.get" """ }).As("type twice, the wrong one last"),
        (good with { Type = "webauthn.get", ClientDataTail = ""","type":"webauthn.create" """ }).As("type twice, the right one last"),
        (good with { RpId = "microsoft.com" }).As("another rp"),
        (good with { RpId = "LOGIN.microsoft.com" }).As("rp in another case"),
        (good with { Flags = 0x41 }).As("user not verified"),
        (good with { Flags = 0x44 }).As("user not present"),
        (good with { Flags = 0x40 }).As("no flag but the credential"),
        (good with { Flags = 0x05 }).As("no credential"),
        (good with { Flags = 0x55 }).As("backed up, not eligible"),
        (good with { Flags = 0x47 }).As("reserved flag 1"),
        (good with { Flags = 0x65 }).As("reserved flag 5"),
        good.As("another claimed id") with { CredentialId = new byte[32] },
        .. Enumerable.Range(0, 256).Select(flags => (good with { Flags = (byte)flags, Extensions = (flags & 0x80) == 0 ? [] : [0xA0] }).As("flags") with { Detail = $"{flags:X2}" }),
    ];
}
