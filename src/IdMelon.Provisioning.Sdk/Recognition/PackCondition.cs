using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>What a rule asks of a page, or of its view where the rule has one.</summary>
internal abstract record PackCondition
{
    private static readonly string[] Kinds = ["fact", "css", "path", "account", "hosts", "knows", "any", "not"];

    private PackCondition() { }

    /// <summary>Gets whether the page's elements need not be looked at: such conditions are asked first.</summary>
    public virtual bool IsQuick => false;

    /// <summary>Gets the keys of the phrases that are asked for.</summary>
    public virtual IEnumerable<string> AskedPhrases => [];

    /// <summary>An untranslated fact of the page, with one of the given values, or any but an empty one or 0.</summary>
    public sealed record Fact(string Name, IReadOnlyList<string> Values) : PackCondition
    {
        public override bool IsQuick => true;

        public override string ToString() => Values.Count == 0 ? Name : $"{Name}:{string.Join('|', Values)}";
    }

    /// <summary>The top-level host is one of these.</summary>
    public sealed record Host(IReadOnlyList<string> Names) : PackCondition
    {
        public override bool IsQuick => true;

        public override string ToString() => $"host:{string.Join('|', Names)}";
    }

    /// <summary>Whose account the page shows.</summary>
    public sealed record Account(AccountOnPage Who) : PackCondition
    {
        public override bool IsQuick => true;

        public override string ToString() => $"account:{Who}";
    }

    /// <summary>Visible elements: at least one, or exactly so many; with text if asked.</summary>
    public sealed record Css(PackSelector Selector, bool HasText, int? Exactly) : PackCondition
    {
        public override string ToString() => Exactly is { } count ? $"css:{Selector} ×{count}" : $"css:{Selector}";
    }

    /// <summary>A visible element that says one of the phrases.</summary>
    public sealed record Phrase(PackSelector Selector, IReadOnlyList<string> Keys) : PackCondition
    {
        public override IEnumerable<string> AskedPhrases => Keys;

        public override string ToString() => $"phrases:{string.Join('|', Keys)} in {Selector}";
    }

    /// <summary>A visible element whose text ends with "(n/m)": with n above 0, or with n at least m.</summary>
    public sealed record Ratio(PackSelector Selector, bool IsFull) : PackCondition
    {
        public override string ToString() => $"ratio:{(IsFull ? "full" : "some")} in {Selector}";
    }

    /// <summary>The packs know all these phrases for certain in the page's own language, so that their absence means something.</summary>
    public sealed record Knows(IReadOnlyList<string> Keys) : PackCondition
    {
        public override bool IsQuick => true;

        public override IEnumerable<string> AskedPhrases => Keys;

        public override string ToString() => $"knows:{string.Join('|', Keys)}";
    }

    /// <summary>The path is this one; <c>*</c> stands for any one part of it.</summary>
    public sealed record Path(string Pattern) : PackCondition
    {
        public override bool IsQuick => true;

        public bool Fits(string path)
        {
            var wanted = Pattern.Split('/');
            var parts = path.TrimEnd('/').Split('/');
            return parts.Length == wanted.Length && wanted.Zip(parts).All(pair => pair.First == "*" ? pair.Second.Length > 0 : string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
        }

        public override string ToString() => $"path:{Pattern}";
    }

    /// <summary>One of the conditions.</summary>
    public sealed record Any(IReadOnlyList<PackCondition> Conditions) : PackCondition
    {
        public override bool IsQuick => Conditions.All(condition => condition.IsQuick);

        public override IEnumerable<string> AskedPhrases => Conditions.SelectMany(condition => condition.AskedPhrases);

        public override string ToString() => $"any of {string.Join(", ", Conditions)}";
    }

    /// <summary>Not the condition.</summary>
    public sealed record Not(PackCondition Condition) : PackCondition
    {
        public override bool IsQuick => Condition.IsQuick;

        public override IEnumerable<string> AskedPhrases => Condition.AskedPhrases;

        public override string ToString() => $"not {Condition}";
    }

    public static PackCondition Read(PackReader reader)
    {
        if (Kinds.Count(kind => reader.Member(kind) is not null) != 1)
        {
            throw reader.Broken($"a condition has one of {string.Join(", ", Kinds)}");
        }

        if (reader.Optional("fact") is { } fact)
        {
            return new Fact(fact, reader.Texts("equals"));
        }

        if (reader.Optional("css") is { } css)
        {
            var selector = PackSelector.Read(reader, css);
            return reader.Texts("phrases") is { Count: > 0 } phrases ? new Phrase(selector, phrases)
                : reader.Optional("ratio") is { } ratio ? new Ratio(selector, ratio switch
                {
                    "full" => true,
                    "some" => false,
                    _ => throw reader.Broken("'ratio' is full or some"),
                })
                : new Css(selector, reader.Flag("hasText"), reader.Member("exactly") is null ? null : reader.Number("exactly"));
        }

        if (reader.Optional("path") is { } path)
        {
            return new Path(path);
        }

        if (reader.Optional("account") is { } account)
        {
            return new Account(reader.Choice<AccountOnPage>("account", account));
        }

        return reader.Texts("hosts") is { Count: > 0 } hosts ? new Host(hosts)
            : reader.Texts("knows") is { Count: > 0 } known ? new Knows(known)
            : reader.Member("not") is { } not ? new Not(Read(not))
            : reader.Items("any") is { Count: > 0 } any ? new Any(reader.Each(any, Read))
            : throw reader.Broken("the list 'any' is empty");
    }
}
