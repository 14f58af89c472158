using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>The steps that a run clicks or types in.</summary>
internal static class ActedSteps
{
    private static readonly HashSet<PageStepKind> Kinds =
    [
        PageStepKind.Username, PageStepKind.AccountTiles, PageStepKind.Password, PageStepKind.CredentialPicker, PageStepKind.AccessPass, PageStepKind.StaySignedIn, PageStepKind.ProofUp,
        PageStepKind.SecurityInfo, PageStepKind.MethodPicker, PageStepKind.PasskeyIntroduction, PageStepKind.PasskeyName,
    ];

    /// <summary>Tells whether a run would touch the page: the ceremony counts only with a button, because it is watched otherwise.</summary>
    public static bool Touches(PageStep step) => step.Targets.Count > 0 || Kinds.Contains(step.Kind);

    public static string Describe(PageStep step) => $"{step.Kind} by {step.Evidence.Rule} [{string.Join(", ", step.Targets.Select(target => $"{target.Key}={target.Value.Number}"))}]";
}
