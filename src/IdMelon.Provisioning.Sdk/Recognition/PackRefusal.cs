namespace IdMelon.Provisioning.Recognition;

/// <summary>What a block means, and where its number stands.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Fact">The fact that is the number; null if none is.</param>
/// <param name="Selector">The element in whose text the number stands; asked first.</param>
/// <param name="Before">What stands before the number there.</param>
internal sealed record PackRefusal(string Code, string? Fact, PackSelector? Selector, string Before)
{
    public static PackRefusal Read(PackReader reader)
    {
        var code = reader.Text("code");
        if (ErrorCatalog.Find(code) is null)
        {
            throw reader.Broken($"'{code}' is no error code of the catalogue");
        }

        return reader.Member("numberIn") is { } text
            ? new(code, reader.Optional("number"), PackSelector.Read(text, text.Text("css")), text.Text("after"))
            : new(code, reader.Optional("number"), null, "");
    }

    public string? NumberOf(SnapshotDocument document) =>
        (Selector is null ? null : document.Find(Selector, null).Select(element => NumberAfter(element.TextContent)).FirstOrDefault(number => number is not null))
        ?? (Fact is null ? null : document.Snapshot.Facts.GetValueOrDefault(Fact));

    private string? NumberAfter(string text)
    {
        var start = text.IndexOf(Before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var digits = text.AsSpan(start + Before.Length);
        var length = 0;
        while (length < digits.Length && length < 9 && char.IsAsciiDigit(digits[length]))
        {
            length++;
        }

        return length == 0 ? null : digits[..length].ToString();
    }
}
