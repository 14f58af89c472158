using AngleSharp.Css.Parser;

namespace IdMelon.Provisioning.Recognition;

/// <summary>CSS selectors of packs.</summary>
internal static class PackSelector
{
    // Off-screen twins of a field stay in a snapshot for completeness, but no rule ever means them.
    public const string Twin = "data-twin";

    private static readonly CssSelectorParser Parser = new();

    public static string Check(PackReader reader, string selector) =>
        Parser.ParseSelector(selector) is null ? throw reader.Broken($"'{selector}' is not a CSS selector") : selector;
}
