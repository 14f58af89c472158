namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Flips single bits of the fields of a registration that is otherwise good.</summary>
internal static class Flips
{
    /// <summary>Flips bits of a field of the attestation object: all of them in a small one, otherwise as many as given.</summary>
    public static IEnumerable<RegistrationCase> InObject(RegistrationCase good, string field, ReadOnlySpan<byte> value, Random random, int most = 16)
    {
        var start = good.AttestationObject.AsSpan().IndexOf(value);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{good.Family} has no field {field}.");
        return InObject(good, field, start, value.Length, random, most);
    }

    public static IEnumerable<RegistrationCase> InObject(RegistrationCase good, string field, int start, int length, Random random, int most = 16) =>
        Bits(length, random, most).Select(bit =>
        {
            var changed = Flipped(good.AttestationObject, start, bit);

            // The client takes the id from the object.
            var place = good.AttestationObject.AsSpan().IndexOf(good.CredentialId);
            return good with
            {
                Family = $"{good.Family}, flip in {field}",
                Detail = $"bit {bit}",
                AttestationObject = changed,
                CredentialId = field == "credential id" ? changed[place..(place + good.CredentialId.Length)] : good.CredentialId,
            };
        });

    public static IEnumerable<RegistrationCase> InClientData(RegistrationCase good, string field, ReadOnlySpan<byte> value, Random random, int most = 16)
    {
        var start = good.ClientData.AsSpan().IndexOf(value);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{good.Family} has no field {field}.");
        return Bits(value.Length, random, most).Select(bit => good with
        {
            Family = $"{good.Family}, flip in client data's {field}",
            Detail = $"bit {bit}",
            ClientData = Flipped(good.ClientData, start, bit),
        });
    }

    private static int[] Bits(int length, Random random, int most)
    {
        var all = Enumerable.Range(0, length * 8).ToArray();
        random.Shuffle(all);
        return [.. all.Take(most).Order()];
    }

    private static byte[] Flipped(byte[] bytes, int start, int bit)
    {
        var changed = (byte[])bytes.Clone();
        changed[start + (bit / 8)] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
