using System.Collections.Frozen;
using System.Globalization;
using AngleSharp.Dom;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Tries rules on one page, one after the other, and notes what held.</summary>
internal sealed class RuleTrial(SnapshotDocument document, PhraseBook phrases, PackSelector? scopes)
{
    private static readonly FrozenDictionary<PageTarget, ControlReference> NoTargets = FrozenDictionary<PageTarget, ControlReference>.Empty;

    private readonly List<string> matched = [];
    private Dictionary<PageTarget, ControlReference>? targets;
    private IElement? scope;
    private bool isScoped;
    private IElement? view;
    private int asked;
    private int held;

    /// <summary>Gets the signs that held in the last trial.</summary>
    public IReadOnlyList<string> Matched => [.. matched.Distinct()];

    /// <summary>Gets the first sign that did not hold; null after a trial that held.</summary>
    public string? Missing { get; private set; }

    public IReadOnlyDictionary<PageTarget, ControlReference> Targets => targets ?? (IReadOnlyDictionary<PageTarget, ControlReference>)NoTargets;

    /// <summary>Gets the evidence of the weakest phrase that was used; 1 without words.</summary>
    public double WordConfidence { get; private set; }

    /// <summary>Gets how much of the rule held, from 0 to 1.</summary>
    public double Closeness => asked == 0 ? 0 : (double)held / asked;

    public bool Holds(PackRule rule)
    {
        matched.Clear();
        matched.Add($"host:{rule.Host}");
        targets = null;
        view = null;
        scope = null;
        isScoped = false;
        Missing = null;
        WordConfidence = 1;
        var required = rule.Targets.Count(target => !target.IsOptional);
        asked = rule.Conditions.Count + required + (rule.View is null ? 0 : 1);
        held = 0;
        return Conditions(rule, quick: true) && InView(rule) && Conditions(rule, quick: false) && Located(rule);
    }

    private bool InView(PackRule rule)
    {
        if (rule.View is null)
        {
            return true;
        }

        view = document.View(rule.View);
        return Note(view is not null, $"view:{rule.View}");
    }

    private bool Conditions(PackRule rule, bool quick)
    {
        foreach (var condition in rule.Conditions)
        {
            if (condition.IsQuick == quick && !Note(Holds(condition), condition.ToString()))
            {
                return false;
            }
        }

        return true;
    }

    private bool Located(PackRule rule)
    {
        foreach (var target in rule.Targets)
        {
            if (Locate(target) is { } number)
            {
                (targets ??= [])[target.Name] = new ControlReference(document.Snapshot.Id, number);
                held += target.IsOptional ? 0 : 1;
            }
            else if (!target.IsOptional)
            {
                Missing = $"target:{target.Name}";
                return false;
            }
        }

        return true;
    }

    private bool Note(bool holds, string sign)
    {
        if (!holds)
        {
            Missing = sign;
            return false;
        }

        held++;
        return true;
    }

    private bool Holds(PackCondition condition) => condition switch
    {
        PackCondition.Fact fact => document.Snapshot.Facts.TryGetValue(fact.Name, out var value)
            && (fact.Values.Count == 0 ? value is not ("" or "0") : fact.Values.Contains(value))
            && Matches($"{fact.Name}:{value}"),
        PackCondition.Host host => host.Names.Contains(document.Snapshot.SecureHost, StringComparer.OrdinalIgnoreCase) && Matches($"host:{document.Snapshot.SecureHost}"),
        PackCondition.Account account => document.Snapshot.Account == account.Who && Matches(account.ToString()),
        PackCondition.Css css => Counts(css) && Matches(css.ToString()),
        PackCondition.Phrase phrase => document.Find(phrase.Selector, view).Any(element => Says(element, phrase.Keys)),
        PackCondition.Ratio ratio => document.Find(ratio.Selector, view).Any(element => HasRatio(SnapshotDocument.ShortText(element), ratio.IsFull)) && Matches(ratio.ToString()),
        PackCondition.Knows knows => knows.Keys.All(key => phrases.Knows(key, document.Snapshot.Language)) && Matches(knows.ToString()),
        PackCondition.Path path => path.Fits(document.Snapshot.Path) && Matches(path.ToString()),
        PackCondition.Any any => any.Conditions.Any(Holds),
        PackCondition.Not not => !HoldsSilently(not.Condition),
        _ => throw new InvalidOperationException("A condition of an unknown kind."),
    };

    private bool Counts(PackCondition.Css css)
    {
        var elements = document.Find(css.Selector, view).Where(element => !css.HasText || element.TextContent.AsSpan().Trim().Length > 0);
        return css.Exactly is { } count ? elements.Take(count + 1).Count() == count : elements.Any();
    }

    private bool Matches(string sign)
    {
        matched.Add(sign);
        return true;
    }

    // What is not there leaves no sign.
    private bool HoldsSilently(PackCondition condition)
    {
        var before = (matched.Count, WordConfidence);
        var holds = Holds(condition);
        matched.RemoveRange(before.Count, matched.Count - before.Count);
        WordConfidence = before.WordConfidence;
        return holds;
    }

    private int? Locate(PackTarget target)
    {
        foreach (var way in target.Ways)
        {
            var before = (matched.Count, WordConfidence);
            var numbers = new List<int>();
            var candidates = new List<IElement>();
            matched.Add($"{target.Name}:{way.Selector}");
            foreach (var element in document.Find(way.Selector, view))
            {
                if (document.Number(element) is { } number && SaysFact(element, way.SaysFact) && (way.Phrases.Count == 0 || Says(element, way.Phrases)))
                {
                    numbers.Add(number);
                    candidates.Add(element);
                }
            }

            // Two candidates are no answer: nothing is ever guessed.
            if ((numbers.Count == 1 || (way.TakesLast && numbers.Count > 1)) && IsInScope(candidates[^1]))
            {
                return numbers[^1];
            }

            matched.RemoveRange(before.Count, matched.Count - before.Count);
            WordConfidence = before.WordConfidence;
        }

        return null;
    }

    // All targets of a step lie in the same innermost of the pack's scopes; the first one tells which form, dialog or view that is.
    private bool IsInScope(IElement element)
    {
        if (scopes is null)
        {
            return true;
        }

        IElement? own = element;
        while (own is not null && !scopes.Matches(own))
        {
            own = own.ParentElement;
        }

        if (!isScoped)
        {
            scope = own;
            isScoped = true;
        }

        return scope == own;
    }

    private bool Says(IElement element, IReadOnlyList<string> keys)
    {
        if (phrases.Find(keys, [.. document.Texts(element)], document.Snapshot.Language) is not { } found)
        {
            return false;
        }

        matched.Add($"{StepEvidence.PhraseSign}{found.Language}:{found.Key}");
        var evidence = found.Evidence switch
        {
            PhraseEvidence.Confirmed => 0.95,
            PhraseEvidence.Human => 0.9,
            _ => 0.8,
        };

        // Words of another language than the page's are less of a sign: a product's name, or a word that means something else here.
        WordConfidence = Math.Min(WordConfidence, phrases.Speaks(found.Language, document.Snapshot.Language) ? evidence : evidence * 0.8);
        return true;
    }

    /// <summary>Tells whether a number that the page gives as a fact stands in the element's text, in the digits of any script.</summary>
    private bool SaysFact(IElement element, string? name)
    {
        if (name is null)
        {
            return true;
        }

        if (!document.Snapshot.Facts.TryGetValue(name, out var value) || !int.TryParse(value, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        matched.Add($"says:{name}");
        return document.Texts(element).Any(text => DigitText.Numbers(text).Contains(number));
    }

    private static bool HasRatio(string? text, bool isFull)
    {
        if (text?.LastIndexOf('(') is not (>= 0 and var open) || !text.AsSpan().TrimEnd().EndsWith(")"))
        {
            return false;
        }

        var ratio = text[open..];
        return ratio.Contains('/', StringComparison.Ordinal) && DigitText.Numbers(ratio) is [var some, var all] && all > 0 && (isFull ? some >= all : some > 0);
    }
}
