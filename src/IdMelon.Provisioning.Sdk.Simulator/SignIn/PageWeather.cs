using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SecurityInfo;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Switches for how the simulated pages behave; everything is calm by default.</summary>
/// <remarks>Thread-safe; a switch holds from the next page on.</remarks>
public sealed class PageWeather
{
    private readonly Lock gate = new();
    private Settings current = new();

    /// <summary>Gets or sets the language of all pages whatever the browser asks for, such as <c>ja</c>; null lets the request choose.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    /// <exception cref="ArgumentException">The pages are not written in this language; <see cref="EntraSimulator.PageLanguages"/> lists those they are written in.</exception>
    public string? Language
    {
        get => current.Language;
        set
        {
            ThrowIfUnknown(value);
            Change(settings => settings with { Language = value });
        }
    }

    /// <summary>Gets or sets the language that pages change to midway, on every second document of a window; null for none.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    /// <exception cref="ArgumentException">The pages are not written in this language; <see cref="EntraSimulator.PageLanguages"/> lists those they are written in.</exception>
    public string? LanguageMidway
    {
        get => current.LanguageMidway;
        set
        {
            ThrowIfUnknown(value);
            Change(settings => settings with { LanguageMidway = value });
        }
    }

    /// <summary>Gets or sets how security info looks and leads to the ceremony.</summary>
    /// <value>The default is <see cref="PageEra.Passkey"/>.</value>
    public PageEra Era { get => current.Era; set => Change(settings => settings with { Era = value }); }

    /// <summary>Gets or sets the user principal names of those who count as signed in already in every window, so that account tiles come first.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> AccountTiles { get => current.AccountTiles; set => Change(settings => settings with { AccountTiles = [.. Copy.Of(value)] }); }

    /// <summary>Gets or sets whether the sign-in leads to a look-alike of the page for personal accounts.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool PersonalAccountLookAlike { get => current.PersonalAccountLookAlike; set => Change(settings => settings with { PersonalAccountLookAlike = value }); }

    /// <summary>Gets or sets how many posts of sign-in pages are still refused because their flow token counts as expired.</summary>
    /// <value>The default is 0.</value>
    public int ExpiredFlowTokens
    {
        get => current.ExpiredFlowTokens;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Change(settings => settings with { ExpiredFlowTokens = value });
        }
    }

    /// <summary>Gets or sets how long a session of security info lasts.</summary>
    /// <value>The default is one hour; 30 days is the most.</value>
    public TimeSpan SecurityInfoSession
    {
        get => current.SecurityInfoSession;
        set
        {
            var session = TimeLimits.Checked(value, TimeLimits.Longest);
            Change(settings => settings with { SecurityInfoSession = session });
        }
    }

    /// <summary>Gets or sets the user principal name of somebody who counts as signed in already in every window: the sign-in then answers without a page.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? SignedInAs { get => current.SignedInAs; set => Change(settings => settings with { SignedInAs = value }); }

    /// <summary>Gets or sets whether the sign-in first answers with a short page that loads the same address again with <c>sso_reload=true</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ReloadsSignIn { get => current.ReloadsSignIn; set => Change(settings => settings with { ReloadsSignIn = value }); }

    /// <summary>Gets or sets whether a page that no reference describes appears after the credential was accepted.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool UnknownInterrupt { get => current.UnknownInterrupt; set => Change(settings => settings with { UnknownInterrupt = value }); }

    /// <summary>Gets or sets the title number (1 to 20) of a Conditional Access page that ends every sign-in; null for none.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 20.</exception>
    public int? BlockTitle
    {
        get => current.BlockTitle;
        set
        {
            if (value is { } number)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 20);
            }

            Change(settings => settings with { BlockTitle = value });
        }
    }

    /// <summary>Gets or sets whether the sign-in asks for an access pass also when the user's pass is expired or used up, so that the refusal comes after typing it.</summary>
    /// <value>The default is <see langword="false"/>: then the password is asked for.</value>
    public bool OffersStaleAccessPass { get => current.OffersStaleAccessPass; set => Change(settings => settings with { OffersStaleAccessPass = value }); }

    /// <summary>Gets or sets how long a page keeps its body hidden after its script started.</summary>
    /// <value>The default is zero; one hour is the most.</value>
    public TimeSpan SlowScript
    {
        get => current.SlowScript;
        set
        {
            var slow = TimeLimits.Checked(value, TimeLimits.LongestScript);
            Change(settings => settings with { SlowScript = slow });
        }
    }

    /// <summary>Gets or sets whether the "Stay signed in?" page answers itself with "No" as soon as it is shown.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool StaySignedInLeavesByItself { get => current.StaySignedInLeavesByItself; set => Change(settings => settings with { StaySignedInLeavesByItself = value }); }

    /// <summary>Gets or sets whether the ceremony page waits for its Next button instead of starting by itself.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool CeremonyWaitsForNext { get => current.CeremonyWaitsForNext; set => Change(settings => settings with { CeremonyWaitsForNext = value }); }

    /// <summary>Gets or sets whether pages listen for <see cref="ChangePageAsync"/>.</summary>
    /// <value>The default is <see langword="false"/>: pages hold no open request.</value>
    public bool Changeable { get => current.Changeable; set => Change(settings => settings with { Changeable = value }); }

    /// <summary>Gets or sets a change that the page of one view makes by itself, once, as soon as it has been shown for a moment; null for none.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public PageChangePlan? ChangeByItself { get => current.ChangeByItself; set => Change(settings => settings with { ChangeByItself = value }); }

    /// <summary>Tells the page that listens to change itself and waits until it has done so.</summary>
    /// <remarks>Needs <see cref="Changeable"/> before the page is loaded. One change at a time; if several pages listen, one of them changes.</remarks>
    /// <exception cref="InvalidOperationException">Another change is still under way.</exception>
    /// <exception cref="ObjectDisposedException">The simulator was stopped: no page will change.</exception>
    public Task ChangePageAsync(PageChange change, CancellationToken cancellationToken = default) => Changes.OrderAsync(change, cancellationToken);

    /// <summary>Lets the next calls of security info's own interface answer with an error number, such as 20, which passes by itself.</summary>
    /// <param name="call">The call.</param>
    /// <param name="errorCode">The number; see the README for those that are known.</param>
    /// <param name="count">How many calls are hit: 1 to 10 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number of an error or of calls, or more than 100 000 calls would be hit in all.</exception>
    public void FailNext(SecurityInfoCall call, int errorCode, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(errorCode, 1);
        Change(settings =>
        {
            CountLimits.Check(count, settings.SecurityInfoFailures.Count);
            return settings with { SecurityInfoFailures = settings.SecurityInfoFailures.AddRange(Enumerable.Repeat((call, errorCode), count)) };
        });
    }

    /// <summary>Says what the next private windows hold that come to the sign-in for the first time; these take it in turn, and <see cref="AccountTiles"/> and <see cref="SignedInAs"/> do not count for them.</summary>
    /// <param name="visit">What such a window holds, for as long as it is open.</param>
    /// <param name="count">How many windows: 1 to 10 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number of windows, or there would be more than 100 000 in all.</exception>
    public void ExpectVisits(PageVisit visit, int count = 1)
    {
        ArgumentNullException.ThrowIfNull(visit);
        Change(settings =>
        {
            CountLimits.Check(count, settings.Visits.Count);
            return settings with { Visits = settings.Visits.AddRange(Enumerable.Repeat(visit, count)) };
        });
    }

    /// <summary>Ends everything that is not calm.</summary>
    public void Clear() => Change(_ => new());

    /// <summary>Takes the error number that the next call of a kind is to answer with.</summary>
    internal int? TakeFailure(SecurityInfoCall call)
    {
        lock (gate)
        {
            var index = current.SecurityInfoFailures.FindIndex(failure => failure.Call == call);
            if (index < 0)
            {
                return null;
            }

            var (_, errorCode) = current.SecurityInfoFailures[index];
            current = current with { SecurityInfoFailures = current.SecurityInfoFailures.RemoveAt(index) };
            return errorCode;
        }
    }

    /// <summary>Takes what the next private window holds.</summary>
    internal PageVisit? TakeVisit()
    {
        lock (gate)
        {
            if (current.Visits is not [var visit, ..])
            {
                return null;
            }

            current = current with { Visits = current.Visits.RemoveAt(0) };
            return visit;
        }
    }

    /// <summary>Tells whether a post is to be refused because its flow token counts as expired, and counts it.</summary>
    internal bool TakeExpiredFlowToken()
    {
        lock (gate)
        {
            if (current.ExpiredFlowTokens <= 0)
            {
                return false;
            }

            current = current with { ExpiredFlowTokens = current.ExpiredFlowTokens - 1 };
            return true;
        }
    }

    internal Settings Current => current;

    /// <summary>Gets the changes that are ordered while pages listen.</summary>
    internal PageChanges Changes { get; } = new();

    /// <summary>Takes the planned change if it is for this view, so that it happens once.</summary>
    internal PageChange? TakePlanned(int view)
    {
        lock (gate)
        {
            if (current.ChangeByItself is not { } plan || plan.View != view)
            {
                return null;
            }

            current = current with { ChangeByItself = null };
            return plan.Change;
        }
    }

    private static void ThrowIfUnknown(string? language, [CallerArgumentExpression(nameof(language))] string? name = null)
    {
        if (language is not null && PageLanguages.Embedded.Find(language) is null)
        {
            throw new ArgumentException($"The pages are not written in the language \"{language}\".", name);
        }
    }

    private void Change(Func<Settings, Settings> change)
    {
        lock (gate)
        {
            current = change(current);
        }
    }

    internal sealed record Settings
    {
        public string? Language { get; init; }

        public string? LanguageMidway { get; init; }

        public PageEra Era { get; init; }

        public ImmutableList<string> AccountTiles { get; init; } = [];

        public bool PersonalAccountLookAlike { get; init; }

        public int ExpiredFlowTokens { get; init; }

        public TimeSpan SecurityInfoSession { get; init; } = TimeSpan.FromHours(1);

        public ImmutableList<(SecurityInfoCall Call, int ErrorCode)> SecurityInfoFailures { get; init; } = [];

        public string? SignedInAs { get; init; }

        public ImmutableList<PageVisit> Visits { get; init; } = [];

        public bool ReloadsSignIn { get; init; }

        public bool UnknownInterrupt { get; init; }

        public int? BlockTitle { get; init; }

        public bool OffersStaleAccessPass { get; init; }

        public TimeSpan SlowScript { get; init; }

        public bool StaySignedInLeavesByItself { get; init; }

        public bool CeremonyWaitsForNext { get; init; }

        public bool Changeable { get; init; }

        public PageChangePlan? ChangeByItself { get; init; }
    }
}
