namespace IdMelon.Provisioning.Recognition;

/// <summary>What a rule asks of a page.</summary>
internal abstract record PackCondition
{
    private PackCondition() { }

    /// <summary>An untranslated fact of the page, with one of the given values, or any but an empty one or 0.</summary>
    public sealed record Fact(string Name, IReadOnlyList<string> Values) : PackCondition;

    /// <summary>A visible element, with text if asked.</summary>
    public sealed record Css(string Selector, bool HasText) : PackCondition;

    /// <summary>A visible element that says one of the phrases.</summary>
    public sealed record Phrase(string Selector, IReadOnlyList<string> Keys) : PackCondition;

    /// <summary>The path ends like this.</summary>
    public sealed record Path(string Suffix) : PackCondition;

    /// <summary>One of the conditions.</summary>
    public sealed record Any(IReadOnlyList<PackCondition> Conditions) : PackCondition;

    /// <summary>Not the condition.</summary>
    public sealed record Not(PackCondition Condition) : PackCondition;

    public static PackCondition Read(PackReader reader)
    {
        if (reader.Optional("fact") is { } fact)
        {
            return new Fact(fact, [.. reader.Items("equals").Select(item => item.Element.GetString() ?? throw item.Broken("it is not a text"))]);
        }

        if (reader.Items("phrases") is { Count: > 0 } phrases)
        {
            return new Phrase(PackSelector.Check(reader, reader.Text("css")), [.. phrases.Select(item => item.Element.GetString() ?? throw item.Broken("it is not a text"))]);
        }

        if (reader.Optional("css") is { } css)
        {
            return new Css(PackSelector.Check(reader, css), reader.Flag("hasText"));
        }

        if (reader.Optional("path") is { } path)
        {
            return new Path(path);
        }

        if (reader.Items("any") is { Count: > 0 } any)
        {
            return new Any([.. any.Select(Read)]);
        }

        return reader.Member("not") is { } not ? new Not(Read(not)) : throw reader.Broken("a condition has one of fact, css, phrases, path, any, not");
    }
}
