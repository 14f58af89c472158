using System.Collections.Frozen;
using AngleSharp.Dom;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Recognizes pages by the rules of a pack: host, untranslated facts, visible controls, words, in this order of trust.</summary>
/// <remarks>Pure, synchronous and thread-safe.</remarks>
public sealed class PackRecognizer : IStepRecognizer
{
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

    /// <inheritdoc/>
    public PageStep Recognize(PageSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.IsBuilding)
        {
            return new(PageStepKind.Building, NoTargets, new(null, null, snapshot.Language, ["building"]));
        }

        var hosts = HostsOf(snapshot.SecureHost);
        if (hosts.Count > 0)
        {
            using var document = new SnapshotDocument(snapshot);
            foreach (var rule in pack.Rules)
            {
                if (hosts.Contains(rule.Host) && Apply(rule, document) is { } step)
                {
                    return step;
                }
            }
        }

        return new(PageStepKind.Unknown, NoTargets, new(null, null, snapshot.Language, []));
    }

    private List<PackHost> HostsOf(string host)
    {
        var hosts = new List<PackHost>(2);
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

        return hosts;
    }

    private PageStep? Apply(PackRule rule, SnapshotDocument document)
    {
        var matched = new List<string> { $"host:{rule.Host}" };
        if (!rule.Conditions.All(condition => Holds(condition, document, matched)))
        {
            return null;
        }

        var targets = new Dictionary<PageTarget, ControlReference>();
        foreach (var target in rule.Targets)
        {
            if (Locate(target, document, matched) is { } number)
            {
                targets[target.Name] = new ControlReference(document.Snapshot.Id, number);
            }
            else if (!target.IsOptional)
            {
                return null;
            }
        }

        return new PageStep(rule.Step, targets, new($"{pack.Id} {pack.Version}", rule.Id, document.Snapshot.Language, matched))
        {
            RefusalCode = rule.RefusalCode,
            RefusalNumber = rule.RefusalFact is null ? null : document.Snapshot.Facts.GetValueOrDefault(rule.RefusalFact),
        };
    }

    private bool Holds(PackCondition condition, SnapshotDocument document, List<string> matched)
    {
        switch (condition)
        {
            case PackCondition.Fact fact:
                if (document.Snapshot.Facts.TryGetValue(fact.Name, out var value) && (fact.Values.Count == 0 ? value is not ("" or "0") : fact.Values.Contains(value)))
                {
                    matched.Add($"{fact.Name}:{value}");
                    return true;
                }

                return false;

            case PackCondition.Css css:
                if (document.Find(css.Selector).Any(element => !css.HasText || element.TextContent.AsSpan().Trim().Length > 0))
                {
                    matched.Add($"css:{css.Selector}");
                    return true;
                }

                return false;

            case PackCondition.Phrase phrase:
                foreach (var element in document.Find(phrase.Selector))
                {
                    if (Says(element, phrase.Keys, document, matched))
                    {
                        return true;
                    }
                }

                return false;

            case PackCondition.Path path:
                if (document.Snapshot.Path.EndsWith(path.Suffix, StringComparison.OrdinalIgnoreCase))
                {
                    matched.Add($"path:{path.Suffix}");
                    return true;
                }

                return false;

            case PackCondition.Any any:
                return any.Conditions.Any(inner => Holds(inner, document, matched));

            case PackCondition.Not not:
                return !Holds(not.Condition, document, []);

            default:
                throw new InvalidOperationException("A condition of an unknown kind.");
        }
    }

    private int? Locate(PackTarget target, SnapshotDocument document, List<string> matched)
    {
        foreach (var way in target.Ways)
        {
            var evidence = new List<string>();
            var numbers = new List<int>();
            foreach (var element in document.Find(way.Selector))
            {
                if (SnapshotDocument.Number(element) is { } number && (way.Phrases.Count == 0 || Says(element, way.Phrases, document, evidence)))
                {
                    numbers.Add(number);
                }
            }

            // Two candidates are no answer: nothing is ever guessed.
            if (numbers.Count == 1 || (way.TakesLast && numbers.Count > 1))
            {
                matched.Add($"{target.Name}:{way.Selector}");
                matched.AddRange(evidence.Distinct());
                return numbers[^1];
            }
        }

        return null;
    }

    private bool Says(IElement element, IReadOnlyList<string> keys, SnapshotDocument document, List<string> matched)
    {
        if (phrases.Find(keys, SnapshotDocument.Texts(element), document.Snapshot.Language) is not { } found)
        {
            return false;
        }

        matched.Add($"phrase:{found}");
        return true;
    }
}
