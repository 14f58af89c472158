namespace IdMelon.Provisioning.Interception;

/// <summary>Which names anybody can register below (https://publicsuffix.org), those of registries and private ones, as browsers take them.</summary>
/// <remarks>Thread-safe. Hosts are in their ASCII form and in lower case. The rules come with the assembly and are read when they are first asked for.</remarks>
internal static class PublicSuffixes
{
    private static readonly Lazy<HashSet<string>> Rules = new(Read);

    /// <summary>Gets how many labels of a host its public suffix has; a name that no rule speaks of has one.</summary>
    public static int LabelsOf(string host)
    {
        var labels = host.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            // From the longest name to the shortest: the first rule that fits is the one that counts.
            var name = string.Join('.', labels, i, labels.Length - i);
            if (Rules.Value.Contains($"!{name}"))
            {
                return labels.Length - i - 1;
            }

            if (Rules.Value.Contains(name))
            {
                return labels.Length - i;
            }

            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot >= 0 && Rules.Value.Contains($"*{name[dot..]}"))
            {
                return labels.Length - i;
            }
        }

        return 1;
    }

    /// <summary>Gets the registrable domain of a host: its public suffix and one label more; null if the host has no such label.</summary>
    public static string? RegistrableDomainOf(string host)
    {
        var labels = host.Split('.');
        var count = LabelsOf(host) + 1;
        return count > labels.Length || labels.Any(label => label.Length == 0) ? null : string.Join('.', labels, labels.Length - count, count);
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(PublicSuffixes).Assembly.GetManifestResourceStream("PublicSuffixes.txt")
            ?? throw new InvalidOperationException("The assembly lacks its public suffixes.");
        using var reader = new StreamReader(stream);
        var rules = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                rules.Add(line);
            }
        }

        return rules;
    }
}
