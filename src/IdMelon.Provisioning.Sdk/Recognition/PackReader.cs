using System.Text.Json;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Reads pack files: forgiving about unknown members, strict about missing ones; an error names file and JSON path.</summary>
internal readonly struct PackReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly string file;
    private readonly string path;
    private readonly JsonElement element;
    private readonly List<PackFinding>? problems;

    private PackReader(string file, string path, JsonElement element, List<PackFinding>? problems)
    {
        this.file = file;
        this.path = path;
        this.element = element;
        this.problems = problems;
    }

    public JsonElement Element => element;

    public string File => file;

    public string Path => path;

    /// <summary>Reads a file; what is broken ends it.</summary>
    public static T Read<T>(string file, ReadOnlyMemory<byte> utf8, Func<PackReader, T> read) => Read(file, utf8, null, read);

    /// <summary>Reads a file; with a list of problems, <see cref="Each"/> puts what is broken there and goes on with what follows.</summary>
    public static T Read<T>(string file, ReadOnlyMemory<byte> utf8, List<PackFinding>? problems, Func<PackReader, T> read)
    {
        if (utf8.Length > PackFile.MostBytes)
        {
            throw Broken(file, "$", $"it is longer than {PackFile.MostBytes} bytes", null);
        }

        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8);
            foreach (var problem in PackJson.Problems(file, "$", document.RootElement))
            {
                if (problems is null || problem.Problem == PackJson.NotUnicode)
                {
                    throw new PackBrokenException(problem);
                }

                problems.Add(problem);
            }

            return read(new PackReader(file, "$", document.RootElement, problems));
        }
        catch (JsonException exception)
        {
            throw Broken(file, $"line {exception.LineNumber + 1}", "it is not JSON", exception);
        }
    }

    /// <summary>Reads what stands in a list, one by one.</summary>
    public IReadOnlyList<T> Each<TItem, T>(IEnumerable<TItem> items, Func<TItem, T> read)
    {
        var result = new List<T>();
        foreach (var item in items)
        {
            try
            {
                result.Add(read(item));
            }
            catch (PackBrokenException exception) when (problems is not null)
            {
                problems.Add(exception.Finding);
            }
        }

        return result;
    }

    /// <summary>Refuses what is broken, or puts it to the other problems if there is a list of them.</summary>
    public void Refuse(PackFinding problem) => (problems ?? throw new PackBrokenException(problem)).Add(problem);

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

    /// <summary>A list of texts; empty if there is none. A list that is there holds at least one: an empty one would ask for nothing.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Member(name) is null ? [] : Items(name) is { Count: > 0 } items ? Each(items, item => item.Value()) : throw Broken($"the list '{name}' is empty");

    public bool Flag(string name) =>
        TryMember(name, out var member) && (member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean() : throw Broken($"the member '{name}' is not true or false"));

    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Choice<TEnum>(name, Text(name));

    public TEnum Choice<TEnum>(string name, string text)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, out var value) && Enum.GetName(value) == text ? value : throw Broken($"'{text}' of '{name}' is not one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    public IReadOnlyList<PackReader> Items(string name, bool required = false)
    {
        if (!TryMember(name, out var member))
        {
            return required ? throw Broken($"the member '{name}' is missing") : [];
        }

        return member.ValueKind == JsonValueKind.Array ? At(PackJson.Member(path, name), member).Elements() : throw Broken($"the member '{name}' is not a list");
    }

    public IReadOnlyList<(string Name, PackReader Value)> Members(string name, bool required = false)
    {
        if (!TryMember(name, out var member))
        {
            return required ? throw Broken($"the member '{name}' is missing") : [];
        }

        if (member.ValueKind != JsonValueKind.Object)
        {
            throw Broken($"the member '{name}' is not an object");
        }

        var at = PackJson.Member(path, name);
        var self = this;
        return [.. member.EnumerateObject().Select(item => (item.Name, self.At(PackJson.Member(at, item.Name), item.Value)))];
    }

    public PackReader? Member(string name) => TryMember(name, out var member) ? At(PackJson.Member(path, name), member) : null;

    public IReadOnlyList<PackReader> Elements()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Broken("it is not a list");
        }

        var self = this;
        return [.. element.EnumerateArray().Select((item, i) => self.At($"{self.path}[{i}]", item))];
    }

    public PackBrokenException Broken(string cause) => Broken(file, path, cause, null);

    private static PackBrokenException Broken(string file, string path, string cause, Exception? inner)
    {
        var finding = new PackFinding(file, path, cause, IsError: true);
        return inner is null ? new PackBrokenException(finding) : new PackBrokenException(finding, inner);
    }

    private PackReader At(string where, JsonElement what) => new(file, where, what, problems);

    private bool TryMember(string name, out JsonElement member)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Broken("it is not an object");
        }

        return element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
    }
}
