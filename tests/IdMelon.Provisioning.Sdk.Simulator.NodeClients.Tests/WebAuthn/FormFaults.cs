using System.Formats.Cbor;
using System.Text;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Registrations whose bytes are not in the form they must have, or in an odd one.</summary>
internal static class FormFaults
{
    public static IEnumerable<RegistrationCase> In(Parts good)
    {
        var whole = good.As("");
        return
        [
            .. Lengths(whole.AttestationObject.Length).Select(length => whole with { Family = "truncated object", Detail = $"{length} bytes", AttestationObject = whole.AttestationObject[..length] }),
            .. Lengths(whole.ClientData.Length).Select(length => whole with { Family = "truncated client data", Detail = $"{length} bytes", ClientData = whole.ClientData[..length] }),
            whole with { Family = "bytes after the object", AttestationObject = [.. whole.AttestationObject, 0] },
            whole with { Family = "bytes after the client data", ClientData = [.. whole.ClientData, (byte)'x'] },
            whole with { Family = "space after the client data", ClientData = [.. whole.ClientData, (byte)' '] },
            whole with { Family = "client data with a byte order mark", ClientData = [.. "\uFEFF"u8, .. whole.ClientData] },
            whole with { Family = "client data in UTF-16", ClientData = Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(whole.ClientData)) },
            whole with { Family = "client data in an array", ClientData = [(byte)'[', .. whole.ClientData, (byte)']'] },
            whole with { Family = "client data null", ClientData = [.. "null"u8] },
            .. Lengths(37).Select(length => (good with { ChangeAuthenticatorData = data => data[..length] }).As("truncated authenticator data") with { Detail = $"{length} bytes" }),
            .. ((int[])[37, 52, 53, 54, 55, 60, 86, 87, 88, 100, 150]).Select(length => (good with { ChangeAuthenticatorData = data => data[..length] }).As("truncated credential data") with { Detail = $"{length} bytes" }),
            (good with { ChangeAuthenticatorData = data => [.. data, 0] }).As("bytes after the authenticator data"),
            (good with { Extensions = [0xA0] }).As("extensions without their flag"),
            (good with { Flags = 0xC5 }).As("flag without extensions"),
            (good with { Flags = 0xC5, Extensions = [0xA0] }).As("extensions, none of them"),
            (good with { Flags = 0xC5, Extensions = [0x80] }).As("extensions in an array"),
            (good with { Flags = 0xC5, Extensions = [0xF5] }).As("extensions that are a boolean"),
            (good with { Flags = 0xC5, Extensions = [0xA1, 0x01, 0xF5] }).As("extensions with a number for a name"),
            (good with { Flags = 0xC5, Extensions = [0xA2, 0x61, 0x61, 0xF5, 0x61, 0x61, 0xF5] }).As("an extension twice"),
            (good with { Flags = 0xC5, Extensions = [0xA1, 0x61, 0x61, 0xF5, 0] }).As("bytes after the extensions"),
            (good with { CredentialId = [] }).As("empty id"),
            (good with { CredentialId = new byte[1024] }).As("id too long"),
            (good with { Assemble = Map(("fmt", Text("none")), ("attStmt", Empty), ("authData", Data), ("fmt", Text("none"))) }).As("fmt twice"),
            (good with { Assemble = Map(("fmt", Text("none")), ("attStmt", Empty), ("attStmt", Empty), ("authData", Data)) }).As("statement twice"),
            (good with { Assemble = Map(("authData", Data), ("attStmt", Empty), ("fmt", Text("none"))) }).As("members in another order"),
            (good with { Assemble = Map(("fmt", Text("none")), ("attStmt", Empty), ("authData", Data), ("more", Text("x"))) }).As("another member"),
            (good with { Assemble = Map(("fmt", Text("none")), ("authData", Data)) }).As("no statement"),
            (good with { Assemble = Map(("attStmt", Empty), ("authData", Data)) }).As("no fmt"),
            (good with { Assemble = Map(("fmt", Text("none")), ("attStmt", Empty)) }).As("no authenticator data"),
            (good with { Assemble = Map(("fmt", Number), ("attStmt", Empty), ("authData", Data)) }).As("fmt that is a number"),
            (good with { Assemble = Map(("fmt", Text("none")), ("attStmt", Empty), ("authData", Text("x"))) }).As("authenticator data that is text"),
        ];
    }

    private static IEnumerable<int> Lengths(int whole) => Enumerable.Range(0, 8).Select(part => whole * part / 8).Append(whole - 1);

    private static Action<CborWriter, byte[]> Text(string text) => (writer, _) => writer.WriteTextString(text);

    private static void Empty(CborWriter writer, byte[] data)
    {
        writer.WriteStartMap(0);
        writer.WriteEndMap();
    }

    private static void Data(CborWriter writer, byte[] data) => writer.WriteByteString(data);

    private static void Number(CborWriter writer, byte[] data) => writer.WriteInt32(1);

    private static Func<string, byte[], byte[], byte[]> Map(params (string Name, Action<CborWriter, byte[]> Write)[] members) => (_, _, data) =>
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(members.Length);
        foreach (var (name, write) in members)
        {
            writer.WriteTextString(name);
            write(writer, data);
        }

        writer.WriteEndMap();
        return writer.Encode();
    };
}
