using System.Collections.Frozen;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Recognizes pages by the rules of a pack: host, untranslated facts, visible controls, words, in this order of trust.</summary>
/// <remarks>Pure, synchronous and thread-safe.</remarks>
public sealed class PackRecognizer : IStepRecognizer
{
    // The page script makes no longer one. A page that did not fit may hold a second candidate for everything: nothing on it is touched.
    private const int LongestHtml = 70_000;
    private const int MostNearMisses = 5;

    private static readonly FrozenDictionary<PageTarget, ControlReference> NoTargets = FrozenDictionary<PageTarget, ControlReference>.Empty;

    private readonly EntraCloud cloud;
    private readonly SelectorPack pack;
    private readonly PhraseBook phrases;

    /// <summary>Makes a recognizer for a cloud from packs.</summary>
    /// <param name="cloud">The cloud whose hosts count.</param>
    /// <param name="pack">The rules; null takes the built-in ones.</param>
    /// <param name="phrases">The words; null takes the built-in ones.</param>
    public PackRecognizer(EntraCloud cloud, SelectorPack? pack = null, IReadOnlyList<PhrasePack>? phrases = null)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        this.cloud = cloud;
        this.pack = pack ?? SelectorPackCatalog.Entra;
        this.phrases = new PhraseBook(phrases ?? SelectorPackCatalog.Phrases);
    }

    /// <summary>Makes a recognizer for a cloud from a set of packs.</summary>
    /// <param name="cloud">The cloud whose hosts count.</param>
    /// <param name="packs">The rules and the words.</param>
    public PackRecognizer(EntraCloud cloud, PackSet packs)
        : this(cloud, (packs ?? throw new ArgumentNullException(nameof(packs))).Structure, packs.Phrases)
    {
    }

    /// <summary>Gets the rules.</summary>
    internal SelectorPack Pack => pack;

    /// <summary>Gets the words.</summary>
    internal PhraseBook Phrases => phrases;

    /// <inheritdoc/>
    public PageStep Recognize(PageSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.IsBuilding && !snapshot.IsSaved)
        {
            return new(PageStepKind.Building, NoTargets, new(null, null, snapshot.Language, ["building"])) { Confidence = 1 };
        }

        if (HostsOf(snapshot.SecureHost) is not { Count: > 0 } hosts || snapshot.Html.Length > LongestHtml)
        {
            return Unknown(snapshot, []);
        }

        var isCut = snapshot.Facts.ContainsKey("truncated");
        using var document = new SnapshotDocument(snapshot);
        if (document.IsTooDeep)
        {
            return Unknown(snapshot, []);
        }

        var trial = new RuleTrial(document, phrases, pack.Scopes);
        foreach (var rule in RulesFor(snapshot))
        {
            if (hosts.Contains(rule.Host) && (!isCut || rule.Targets.Count == 0) && trial.Holds(rule))
            {
                return Step(rule, trial, document);
            }
        }

        return Unknown(snapshot, NearMisses(hosts, document, RulesFor(snapshot)));
    }

    // A saved page whose body was never built is known by its facts, or by what holds on an empty page as well.
    private IEnumerable<PackRule> RulesFor(PageSnapshot snapshot) => snapshot.IsBuilding ? pack.Shells.Concat(pack.Rules.Where(rule => rule.Targets.Count == 0)) : pack.Rules;

    private static PageStep Unknown(PageSnapshot snapshot, IReadOnlyList<NearMiss> nearMisses) =>
        new(PageStepKind.Unknown, NoTargets, new(null, null, snapshot.Language, [])) { NearMisses = nearMisses };

    private PageStep Step(PackRule rule, RuleTrial trial, SnapshotDocument document) =>
        new(rule.Step, trial.Targets, new($"{pack.Id} {pack.Version}", rule.Id, document.Snapshot.Language, trial.Matched))
        {
            Confidence = Math.Min(rule.Confidence, trial.WordConfidence),
            RefusalCode = rule.Refusal?.Code,
            RefusalNumber = rule.Refusal?.NumberOf(document),
        };

    // Only an unknown page pays for it: the rules are tried once more, this time with a note of what was missing.
    private List<NearMiss> NearMisses(List<PackHost> hosts, SnapshotDocument document, IEnumerable<PackRule> rules)
    {
        var trial = new RuleTrial(document, phrases, pack.Scopes);
        var misses = new List<(double Closeness, NearMiss Miss)>();
        foreach (var rule in rules.Where(rule => hosts.Contains(rule.Host)))
        {
            if (!trial.Holds(rule) && trial.Matched.Count > 1)
            {
                misses.Add((trial.Closeness, new(rule.Id, rule.Step, trial.Matched, trial.Missing ?? "")));
            }
        }

        return [.. misses.OrderByDescending(miss => miss.Closeness).Take(MostNearMisses).Select(miss => miss.Miss)];
    }

    private List<PackHost> HostsOf(string host)
    {
        var hosts = new List<PackHost>(2);
        if (host.Length == 0)
        {
            return hosts;
        }

        if (cloud.SignInHosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            hosts.Add(PackHost.SignIn);
        }

        if (string.Equals(cloud.SecurityInfoHost, host, StringComparison.OrdinalIgnoreCase))
        {
            hosts.Add(PackHost.SecurityInfo);
        }

        if (string.Equals(cloud.WebAuthnHost, host, StringComparison.OrdinalIgnoreCase))
        {
            hosts.Add(PackHost.WebAuthn);
        }

        if (hosts.Count == 0)
        {
            hosts.Add(PackHost.Elsewhere);
        }

        return hosts;
    }
}
