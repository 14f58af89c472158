using System.Formats.Cbor;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Registrations of keys that are none, or not what was asked for.</summary>
internal static class KeyFaults
{
    public static IEnumerable<RegistrationCase> In(Parts good, ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return
        [
            (good with { PublicKey = SeededKeys.Cose(key, algorithm: -35) }).As("key of an algorithm not asked for"),
            (good with { PublicKey = SeededKeys.Cose(key, algorithm: -8) }).As("key of EdDSA"),
            (good with { PublicKey = SeededKeys.Cose(key, algorithm: -257) }).As("RS256 on a curve"),
            (good with { PublicKey = SeededKeys.Cose(key, type: 1) }).As("key of type 1"),
            (good with { PublicKey = SeededKeys.Cose(key, curve: 2) }).As("ES256 on another curve"),
            (good with { PublicKey = SeededKeys.Cose(key, mode: CborConformanceMode.Lax, more: (4, 2)) }).As("key with an optional member"),
            (good with { PublicKey = Map((1, 2), (3, -7), (-1, 1), (-2, point.X!)) }).As("key without y"),
            (good with { PublicKey = Map((1, 2), (-1, 1), (-2, point.X!), (-3, point.Y!)) }).As("key without algorithm"),
            (good with { PublicKey = Map((3, -7), (1, 2), (-1, 1), (-2, point.X!), (-3, point.Y!)) }).As("key with members in another order"),
            (good with { PublicKey = Map((1, 2), (3, -7), (-1, 1), (-2, point.X!), (-3, point.Y!), (-3, point.Y!)) }).As("key with a member twice"),
            (good with { PublicKey = Map((1, 2), (3, -7), (-1, 1), (-2, point.X![1..]), (-3, point.Y!)) }).As("key with a short coordinate"),
            (good with { PublicKey = Map((1, 2), (3, -7), (-1, 1), (-2, point.Y!), (-3, point.X!)) }).As("point beside the curve"),
            (good with { PublicKey = Map((1, 2), (3, -7), (-1, 1), (-2, new byte[32]), (-3, new byte[32])) }).As("point of zeros"),
            (good with { PublicKey = Map((1, 3), (3, -257), (-1, new byte[] { 0xC1 }), (-2, new byte[] { 1, 0, 1 })) }).As("RSA modulus of one byte"),
            (good with { PublicKey = [0xA0] }).As("empty key"),
            (good with { PublicKey = [0x40] }).As("key that is a byte string"),
        ];
    }

    private static byte[] Map(params (int Label, object Value)[] members)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(members.Length);
        foreach (var (label, value) in members)
        {
            writer.WriteInt32(label);
            if (value is byte[] bytes)
            {
                writer.WriteByteString(bytes);
            }
            else
            {
                writer.WriteInt32((int)value);
            }
        }

        writer.WriteEndMap();
        return writer.Encode();
    }
}
