using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using IdMelon.Provisioning.Simulator.Graph;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.Control.Fields;

/// <summary>The kinds of values the control interface speaks of.</summary>
internal static partial class JsonTypes
{
    public static JsonType<bool> Boolean { get; } = Of<bool>("true or false", value => value, (JsonValue node, out bool value) => node.TryGetValue(out value));

    public static JsonType<Guid> Id { get; } = Of<Guid>(
        "an id such as 00000000-0000-0000-0000-000000000000",
        value => value.ToString(),
        (JsonValue node, out Guid value) => Guid.TryParseExact(TextIn(node), "D", out value));

    /// <summary>A share between 0 and 1.</summary>
    public static JsonType<double> Share { get; } = Of<double>(
        "a number from 0 to 1",
        value => value,
        (JsonValue node, out double value) => node.TryGetValue(out value) && value is >= 0 and <= 1);

    /// <summary>A moment with its offset.</summary>
    public static JsonType<DateTimeOffset> Moment { get; } = Of<DateTimeOffset>(
        "a time such as 2030-01-31T08:00:00Z, of this millennium",
        value => GraphFormat.Time(value),
        (JsonValue node, out DateTimeOffset value) => Moments.TryParse(TextIn(node), out value));

    public static JsonType<string> Text(int least = 1, int most = 256) => Of<string>(
        least == 0 ? $"a text of at most {most} characters" : $"a text of {least} to {most} characters without control characters",
        value => value,
        (JsonValue node, out string value) =>
        {
            value = TextIn(node)!;
            return value is not null && value.Length >= least && value.Length <= most && !value.Any(char.IsControl);
        });

    public static JsonType<int> Whole(int least, int most = int.MaxValue) => Of<int>(
        most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}",
        value => value,
        (JsonValue node, out int value) => node.TryGetValue(out value) && value >= least && value <= most);

    /// <summary>A span of time as ISO 8601 writes it.</summary>
    public static JsonType<TimeSpan> Duration(TimeSpan least, TimeSpan most) => Of<TimeSpan>(
        $"a duration such as PT30S, from {XmlConvert.ToString(least)} to {XmlConvert.ToString(most)}",
        value => XmlConvert.ToString(value),
        (JsonValue node, out TimeSpan value) =>
        {
            value = default;
            if (TextIn(node) is not { } text || !DurationForm().IsMatch(text))
            {
                return false;
            }

            value = XmlConvert.ToTimeSpan(text);
            return value >= least && value <= most;
        });

    /// <summary>The name of an enumeration's member, in camel case.</summary>
    public static JsonType<TEnum> Name<TEnum>()
        where TEnum : struct, Enum => NameOf(Enum.GetValues<TEnum>());

    /// <summary>The name of one of some members, which may be of several enumerations.</summary>
    public static JsonType<TEnum> NameOf<TEnum>(IEnumerable<TEnum> members)
        where TEnum : Enum
    {
        var names = members.ToDictionary(value => CamelCase(value.ToString()), value => value, StringComparer.Ordinal);
        return Of<TEnum>(
            "one of " + string.Join(", ", names.Keys),
            value => CamelCase(value.ToString()),
            (JsonValue node, out TEnum value) => names.TryGetValue(TextIn(node) ?? "", out value!));
    }

    public static JsonType<string> OneOf(IReadOnlyCollection<string> names) =>
        Text().Where(text => names.Contains(text, StringComparer.Ordinal), "one of " + string.Join(", ", names));

    public static JsonType<IReadOnlyList<T>> ListOf<T>(JsonType<T> type, int most = 500) => new(
        $"a list of at most {most}, each {type.Expected}",
        values => new JsonArray([.. values.Select(type.Write)]),
        (node, path) =>
        {
            if (node is not JsonArray array || array.Count > most)
            {
                return ControlError.WrongType(path, $"a list of at most {most}, each {type.Expected}");
            }

            var values = new List<T>();
            foreach (var (index, item) in array.Index())
            {
                var reading = type.Read(item, $"{path}[{index}]");
                if (reading.Error is { } error)
                {
                    return error;
                }

                values.Add(reading.Value);
            }

            return new(values);
        });

    /// <summary>A value that may be missing.</summary>
    public static JsonType<T?> OrNull<T>(this JsonType<T> type)
        where T : struct => new(
            type.Expected + ", or null",
            value => value is { } some ? type.Write(some) : null,
            (node, path) => node is null ? new(null) : Named(type.Read(node, path), type, path).Then(value => (T?)value));

    /// <summary>A reference that may be missing.</summary>
    public static JsonType<T?> OrNone<T>(this JsonType<T> type)
        where T : class => new(
            type.Expected + ", or null",
            value => value is null ? null : type.Write(value),
            (node, path) => node is null ? new(null) : type.Read(node, path).Then(value => (T?)value));

    public static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static Reading<T> Named<T>(Reading<T> reading, JsonType<T> type, string path) =>
        reading.Error is { Code: "wrong-value", Field: { } field } && field == path ? ControlError.WrongType(path, type.Expected + ", or null") : reading;

    private static JsonType<T> Of<T>(string expected, Func<T, JsonNode?> write, TryRead<T> tryRead) => new(
        expected,
        write,
        (node, path) => node is JsonValue value && tryRead(value, out var read) ? new Reading<T>(read) : ControlError.WrongType(path, expected));

    private static string? TextIn(JsonValue node) => node.GetValueKind() == JsonValueKind.String && node.TryGetValue<string>(out var text) ? text : null;

    private delegate bool TryRead<T>(JsonValue node, out T value);

    // No years and months, whose length is not certain; up to nine digits each, so that nothing overflows.
    [GeneratedRegex(@"^P(?=[0-9]|T[0-9])(?:[0-9]{1,5}D)?(?:T(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,8}M)?(?:[0-9]{1,9}(?:\.[0-9]{1,7})?S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationForm();
}
