using System.Collections.Frozen;

namespace IdMelon.Provisioning.Recognition;

/// <summary>What the kinds of pages have in common.</summary>
public static class PageStepKinds
{
    private static readonly FrozenSet<PageStepKind> Waits = new[]
    {
        PageStepKind.Building, PageStepKind.Relay, PageStepKind.FreshSignIn,
    }.ToFrozenSet();

    private static readonly FrozenSet<PageStepKind> Blocks = new[]
    {
        PageStepKind.UserUnknown, PageStepKind.PasswordOnly, PageStepKind.AccessPassMissing, PageStepKind.AccessPassWrong, PageStepKind.AccessPassExpired, PageStepKind.AccessPassUsed,
        PageStepKind.AccessPassForbidden, PageStepKind.RegistrationRequired, PageStepKind.AppConfirmation, PageStepKind.Consent, PageStepKind.SecondFactor, PageStepKind.PasswordChange,
        PageStepKind.FatalError, PageStepKind.ConditionalAccess, PageStepKind.Captcha, PageStepKind.PersonalAccount, PageStepKind.Federated, PageStepKind.SomebodyElse,
        PageStepKind.SessionEnded, PageStepKind.LimitReached, PageStepKind.MethodMissing, PageStepKind.MethodRefused,
    }.ToFrozenSet();

    // What a person at the window can do and a program must not.
    private static readonly FrozenSet<PageStepKind> Passable = new[]
    {
        PageStepKind.PasswordOnly, PageStepKind.AccessPassMissing, PageStepKind.RegistrationRequired, PageStepKind.AppConfirmation, PageStepKind.Consent, PageStepKind.SecondFactor,
        PageStepKind.PasswordChange, PageStepKind.Captcha, PageStepKind.Federated, PageStepKind.MethodMissing,
    }.ToFrozenSet();

    /// <summary>Tells whether the page goes on by itself: nothing is done on it.</summary>
    public static bool IsWait(this PageStepKind kind) => Waits.Contains(kind);

    /// <summary>Tells whether the page ends the way: nothing is done on it, and the step's refusal code says why.</summary>
    public static bool IsBlock(this PageStepKind kind) => Blocks.Contains(kind);

    /// <summary>Tells whether a person at the window may find a way on where a program must not.</summary>
    public static bool IsForAPerson(this PageStepKind kind) => kind == PageStepKind.Unknown || Passable.Contains(kind);
}
