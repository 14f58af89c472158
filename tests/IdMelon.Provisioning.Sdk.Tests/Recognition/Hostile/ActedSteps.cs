using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>The steps that a run clicks or types in.</summary>
internal static class ActedSteps
{
    // A block ends the run and a wait only watches; the ceremony and the end of it are watched too, unless there is a button to click.
    private static readonly HashSet<PageStepKind> Watched =
    [
        PageStepKind.Unknown, PageStepKind.Building, PageStepKind.Relay, PageStepKind.FreshSignIn, PageStepKind.PasskeySignIn, PageStepKind.Ceremony, PageStepKind.Registered,
        .. Enum.GetValues<PageStepKind>().SkipWhile(kind => kind != PageStepKind.UserUnknown),
    ];

    /// <summary>Tells whether a run would touch the page.</summary>
    public static bool Touches(PageStep step) => step.Targets.Count > 0 || !Watched.Contains(step.Kind);

    public static string Describe(PageStep step) => $"{step.Kind} by {step.Evidence.Rule} [{string.Join(", ", step.Targets.Select(target => $"{target.Key}={target.Value.Number}"))}]";
}
