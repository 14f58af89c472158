using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Control.Fields;

/// <summary>The members of a resource: one line each tells a member's name, its kind, how it is read and how it is changed.</summary>
/// <remarks>A change is checked as a whole before any of it is made.</remarks>
internal sealed class FieldTable<T>
{
    private readonly Dictionary<string, Field> fields = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => fields.Keys;

    /// <summary>Adds a member of an object that is changed in place.</summary>
    public FieldTable<T> Switch<TValue>(string name, JsonType<TValue> type, Func<T, TValue> get, Action<T, TValue> set) => Add(name, new(
        target => type.Write(get(target)),
        (node, path) => type.Read(node, path).Then<Setting>(value => target =>
        {
            var before = get(target);
            set(target, value);
            return (target, () => set(target, before));
        })));

    /// <summary>Adds a member of a value that is replaced by a changed copy.</summary>
    public FieldTable<T> Member<TValue>(string name, JsonType<TValue> type, Func<T, TValue> get, Func<T, TValue, T> with, bool isRequired = false) => Add(name, new(
        target => type.Write(get(target)),
        (node, path) => type.Read(node, path).Then<Setting>(value => target => (with(target, value), null)),
        isRequired));

    /// <summary>Adds a member that only shows.</summary>
    public FieldTable<T> Shown(string name, Func<T, JsonNode?> write) => Add(name, new(write, null));

    /// <summary>Adds a member that is taken and never shown.</summary>
    public FieldTable<T> Hidden<TValue>(string name, JsonType<TValue> type, Action<T, TValue> set) => Add(name, new(
        null,
        (node, path) => type.Read(node, path).Then<Setting>(value => target =>
        {
            set(target, value);
            return (target, null);
        })));

    public JsonObject Write(T value)
    {
        var written = new JsonObject();
        foreach (var (name, field) in fields)
        {
            if (field.Write is { } write)
            {
                written[name] = write(value);
            }
        }

        return written;
    }

    /// <summary>Checks all members of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="path">The path of what it describes.</param>
    /// <param name="isNew">Whether required members must be there.</param>
    public Reading<Change> Prepare(JsonObject body, string path, bool isNew = false)
    {
        var settings = new List<(string Path, Setting Set)>();
        foreach (var (name, node) in body)
        {
            var place = $"{path}.{ControlError.Echo(name)}";
            if (!fields.TryGetValue(name, out var field))
            {
                return ControlError.Wrong("unknown-field", place, $"{path} has no member of that name.", "It has " + string.Join(", ", Names) + ".");
            }

            if (field.Read is not { } read)
            {
                return ControlError.Wrong("read-only-field", place, $"{place} cannot be set.", "Leave it out.");
            }

            var reading = read(node, place);
            if (reading.Error is { } error)
            {
                return error;
            }

            settings.Add((place, reading.Value));
        }

        return isNew && fields.FirstOrDefault(field => field.Value.IsRequired && !body.ContainsKey(field.Key)).Key is { } missing
            ? ControlError.Wrong("missing-field", $"{path}.{missing}", $"{path}.{missing} is missing.", "Add it.")
            : new Reading<Change>(new Change(settings));
    }

    /// <summary>Makes the table the kind of a member of something else.</summary>
    /// <param name="expected">What it is, to go on after "… takes".</param>
    /// <param name="blank">What members that are left out are taken from.</param>
    public JsonType<T> AsType(string expected, T blank) => new(
        expected,
        Write,
        (node, path) =>
        {
            if (node is not JsonObject body)
            {
                return ControlError.WrongType(path, expected);
            }

            var change = Prepare(body, path, isNew: true);
            return change.Error is { } error ? error : change.Value.ApplyTo(blank);
        });

    private FieldTable<T> Add(string name, Field field)
    {
        fields.Add(name, field);
        return this;
    }

    internal delegate (T Changed, Action? Undo) Setting(T target);

    private sealed record Field(Func<T, JsonNode?>? Write, Func<JsonNode?, string, Reading<Setting>>? Read, bool IsRequired = false);

    /// <summary>Members that were checked and are still to be set.</summary>
    internal sealed class Change(List<(string Path, Setting Set)> settings)
    {
        /// <summary>Sets them all; if the object itself refuses one, those before are set back.</summary>
        public Reading<T> ApplyTo(T target)
        {
            var undo = new Stack<Action>();
            foreach (var (path, set) in settings)
            {
                try
                {
                    (target, var back) = set(target);
                    if (back is not null)
                    {
                        undo.Push(back);
                    }
                }
                catch (ArgumentException)
                {
                    foreach (var action in undo)
                    {
                        action();
                    }

                    return ControlError.Wrong("wrong-value", path, $"{path} cannot have this value.", "See the README for what it takes.");
                }
            }

            return new(target);
        }
    }
}
