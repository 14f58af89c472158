using System.Text.Json;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Reads pack files: forgiving about unknown members, strict about missing ones; an error names file and JSON path.</summary>
internal readonly struct PackReader(string file, string path, JsonElement element)
{
    public JsonElement Element => element;

    public string Path => path;

    public static T Read<T>(string file, ReadOnlyMemory<byte> utf8, Func<PackReader, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return read(new PackReader(file, "$", document.RootElement));
        }
        catch (JsonException exception)
        {
            throw Broken(file, $"line {exception.LineNumber + 1}", "it is not JSON", exception);
        }
    }

    /// <summary>The element itself, which must be a text.</summary>
    public string Value() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Broken("it is not a text");

    public string Text(string name) => Optional(name) ?? throw Broken($"the member '{name}' is missing");

    public string? Optional(string name) =>
        !TryMember(name, out var member) ? null
        : member.ValueKind == JsonValueKind.String ? member.GetString()
        : throw Broken($"the member '{name}' is not a text");

    public int Number(string name) =>
        TryMember(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number)
            ? number
            : throw Broken($"the member '{name}' is missing or not a whole number");

    public double? Fraction(string name) =>
        !TryMember(name, out var member) ? null
        : member.ValueKind == JsonValueKind.Number && member.GetDouble() is >= 0 and <= 1 and var fraction ? fraction
        : throw Broken($"the member '{name}' is not a number from 0 to 1");

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.Value())];

    public bool Flag(string name) => TryMember(name, out var member) && member.ValueKind == JsonValueKind.True;

    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Choice<TEnum>(name, Text(name));

    public TEnum Choice<TEnum>(string name, string text)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, out var value) && Enum.IsDefined(value) ? value : throw Broken($"'{text}' of '{name}' is not one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    public IReadOnlyList<PackReader> Items(string name, bool required = false)
    {
        if (!TryMember(name, out var member))
        {
            return required ? throw Broken($"the member '{name}' is missing") : [];
        }

        if (member.ValueKind != JsonValueKind.Array)
        {
            throw Broken($"the member '{name}' is not a list");
        }

        var at = path;
        var from = file;
        return [.. member.EnumerateArray().Select((item, i) => new PackReader(from, $"{at}.{name}[{i}]", item))];
    }

    public IReadOnlyList<(string Name, PackReader Value)> Members(string name)
    {
        if (!TryMember(name, out var member))
        {
            return [];
        }

        if (member.ValueKind != JsonValueKind.Object)
        {
            throw Broken($"the member '{name}' is not an object");
        }

        var at = path;
        var from = file;
        return [.. member.EnumerateObject().Select(item => (item.Name, new PackReader(from, $"{at}.{name}.{item.Name}", item.Value)))];
    }

    public PackReader? Member(string name) => TryMember(name, out var member) ? new PackReader(file, $"{path}.{name}", member) : null;

    public IReadOnlyList<PackReader> Elements()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Broken("it is not a list");
        }

        var at = path;
        var from = file;
        return [.. element.EnumerateArray().Select((item, i) => new PackReader(from, $"{at}[{i}]", item))];
    }

    public ProvisioningException Broken(string cause) => Broken(file, path, cause, null);

    private static ProvisioningException Broken(string file, string path, string cause, Exception? inner)
    {
        var error = ProvisioningError.Of(ErrorCodes.PackBroken, $"{file}, {path}: {cause}.");
        return inner is null ? new ProvisioningException(error) : new ProvisioningException(error, inner);
    }

    private bool TryMember(string name, out JsonElement member)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Broken("it is not an object");
        }

        return element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
    }
}
