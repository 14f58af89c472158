namespace IdMelon.Provisioning.Recognition;

/// <summary>What recognition works with: one structure pack and the phrase packs of all languages.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PackSet
{
    internal PackSet(SelectorPack structure, IReadOnlyList<PhrasePack> phrases)
    {
        Structure = structure;
        Phrases = phrases;
    }

    /// <summary>Gets the packs that come with the library.</summary>
    public static PackSet BuiltIn { get; } = new(SelectorPackCatalog.Entra, SelectorPackCatalog.Phrases);

    /// <summary>Gets the rules.</summary>
    public SelectorPack Structure { get; }

    /// <summary>Gets the words, one pack per language.</summary>
    public IReadOnlyList<PhrasePack> Phrases { get; }

    /// <summary>Makes a set in which further files override this set's packs.</summary>
    /// <param name="files">
    /// Phrase files (they have <c>language</c>): a key that they list takes the place of this set's key in that language; a new language is added.
    /// Structure files (they have <c>rules</c>): one without <c>extends</c> takes the place of the structure pack; one with it replaces rules of the same id in place,
    /// puts new rules in front of all, or before the rule named by <c>before</c>, and takes away the rules named by <c>without</c>.
    /// </param>
    /// <exception cref="ProvisioningException">A file is broken (<see cref="ErrorCodes.PackBroken"/>): none is taken; the message names file and JSON path.</exception>
    public PackSet With(IEnumerable<PackFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var (set, problems) = PackSetReader.Read(this, files);
        return set ?? throw new PackBrokenException(problems[0]);
    }
}
