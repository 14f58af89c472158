namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>All languages of the pages.</summary>
internal sealed class PageLanguages
{
    private const string Prefix = "IdMelon.Provisioning.Simulator.Languages.";

    // By the tag that the file is named after, and read when first wanted: few programs see more than two or three.
    private readonly Dictionary<string, Lazy<PageLanguage>> byTag = new(StringComparer.OrdinalIgnoreCase);

    private PageLanguages()
    {
        var assembly = typeof(PageLanguages).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            byTag[Path.GetFileNameWithoutExtension(name[Prefix.Length..])] = new(() =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return PageLanguage.Parse(reader.ReadToEnd());
            });
        }

        byTag[PseudoLanguage.Culture] = new(() => PseudoLanguage.Of(English));
    }

    /// <summary>Those that the assembly carries; they are the same for every tenant.</summary>
    public static PageLanguages Embedded { get; } = new();

    public IEnumerable<PageLanguage> All => byTag.Values.Select(language => language.Value);

    public PageLanguage English => byTag["en"].Value;

    /// <summary>Finds a language by a tag or culture: the one that is called so, or else the one that its primary language alone means.</summary>
    public PageLanguage? Find(string tag) => Called(tag) ?? (tag.Contains('-', StringComparison.Ordinal) ? Called(tag.Split('-')[0]) : null);

    private PageLanguage? Called(string tag) => byTag.TryGetValue(tag, out var language) ? language.Value : All.FirstOrDefault(known => known.IsCalled(tag));

    /// <summary>The language of a Windows locale id, or the plainest one with the same primary language id.</summary>
    public PageLanguage? ByLcid(int lcid) =>
        All.FirstOrDefault(language => language.Lcid == lcid) ?? All.Where(language => (language.Lcid & 0x3FF) == (lcid & 0x3FF)).MinBy(language => language.Tag.Length);
}
