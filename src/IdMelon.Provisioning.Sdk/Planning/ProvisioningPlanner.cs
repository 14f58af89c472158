using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>Chooses how a request is fulfilled, and says why. Pure.</summary>
public static class ProvisioningPlanner
{
    // Microsoft Graph takes no shorter and no longer ones.
    private static readonly TimeSpan ShortestPass = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPass = TimeSpan.FromDays(30);

    /// <summary>Plans a request: the first mode that nothing blocks. What is not known blocks nothing; it comes with the plan as a warning.</summary>
    /// <returns>The plan, or why there is none.</returns>
    /// <exception cref="ArgumentException">The facts are those of another user.</exception>
    public static Attempt<ProvisioningPlan> Plan(ProvisioningRequest request, TenantFacts facts)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.KeepsKeys)
        {
            return ProvisioningError.Of(ErrorCodes.VaultNotDurable);
        }

        if (!facts.Authenticators.Contains(request.Authenticator))
        {
            return ProvisioningError.Of(ErrorCodes.AuthenticatorUnavailable, $"The request asks for '{request.Authenticator}'.");
        }

        if (request.CaptureAddress is not null != (request.Mode == ProvisioningMode.Capture))
        {
            return ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, request.CaptureAddress is null
                ? $"The mode '{ProvisioningMode.Capture}' needs {nameof(ProvisioningRequest)}.{nameof(ProvisioningRequest.CaptureAddress)}."
                : $"{nameof(ProvisioningRequest)}.{nameof(ProvisioningRequest.CaptureAddress)} is for the mode '{ProvisioningMode.Capture}' alone, and the request does not ask for it.");
        }

        var report = Check(request, facts);
        var ruledOut = new List<(ProvisioningMode Mode, ProvisioningError Error)>();
        foreach (var mode in request.Mode is { } forced ? [forced] : facts.ModeOrder.Where(mode => !NeedsPerson(mode)).Distinct())
        {
            if (BlockOf(mode, request, facts, report) is { } error)
            {
                ruledOut.Add((mode, error));
                continue;
            }

            return new ProvisioningPlan(request, mode, ReasonFor(mode, request, ruledOut), facts.Cloud, request.CaptureAddress ?? facts.Cloud.SecurityInfoAddress!)
            {
                Warnings = report is null ? [] : [.. report.For(mode)],
                AccessPass = AccessPassFor(request, facts),
            };
        }

        return ruledOut is [.., var last] ? WithManualWay(last.Error, request, facts, report) : ProvisioningError.Of(ErrorCodes.ModeUnavailable, "No mode is allowed.");
    }

    private static PreflightReport? Check(ProvisioningRequest request, TenantFacts facts)
    {
        if (facts.Tenant is not { } tenant || facts.User is not { } user)
        {
            return null;
        }

        var traits = facts.Traits.FirstOrDefault(known => known.Kind == request.Authenticator) ?? AuthenticatorTraits.Of(request.Authenticator);
        return Preflight.Check(request, tenant, user, traits, facts.Cloud);
    }

    private static bool NeedsPerson(ProvisioningMode mode) => mode is ProvisioningMode.Manual or ProvisioningMode.Capture;

    // What a program may not do a person may: the remedy names that way where it is open.
    private static ProvisioningError WithManualWay(ProvisioningError error, ProvisioningRequest request, TenantFacts facts, PreflightReport? report) =>
        request.Mode is null or ProvisioningMode.Automatic && BlockOf(ProvisioningMode.Manual, request, facts, report) is null
            ? error with { Remedy = $"{error.Remedy} Or ask for the manual mode, in which a person signs in and registers the passkey at the window." }
            : error;

    // What the host and the cloud cannot do goes before what the tenant does not allow.
    private static ProvisioningError? BlockOf(ProvisioningMode mode, ProvisioningRequest request, TenantFacts facts, PreflightReport? report) => mode switch
    {
        not ProvisioningMode.Capture when !facts.CanAskDirectory => Unavailable(mode),
        ProvisioningMode.Direct when !facts.CanRegisterDirectly => Unavailable(mode),
        not ProvisioningMode.Direct when !facts.CanOpenWindows => Unavailable(mode),
        ProvisioningMode.Automatic when !facts.CanIssueAccessPasses => Unavailable(mode),
        ProvisioningMode.Manual when request.ShowsAccessPass && !facts.CanIssueAccessPasses => Unavailable(mode),
        ProvisioningMode.Manual or ProvisioningMode.Capture when !facts.HasVisibleWindows => ProvisioningError.Of(ErrorCodes.BrowserNotVisible, $"The mode is '{mode}'."),
        ProvisioningMode.Manual when request.ShowsAccessPass && !facts.HasOperator => ProvisioningError.Of(ErrorCodes.OperatorMissing, "Nobody could be shown the access pass."),
        ProvisioningMode.Capture when !facts.HasOperator => ProvisioningError.Of(ErrorCodes.OperatorMissing, "Nobody could confirm a passkey."),
        ProvisioningMode.Capture when request.Authenticator != AuthenticatorKind.Software =>
            ProvisioningError.Of(ErrorCodes.AuthenticatorUnavailable, $"For other relying parties only the program's own authenticator can be used, and the request asks for '{request.Authenticator}'."),
        ProvisioningMode.Capture => null,
        ProvisioningMode.Direct when request.Authenticator != AuthenticatorKind.Software =>
            ProvisioningError.Of(ErrorCodes.AuthenticatorUnavailable, $"Without a browser only the software authenticator can be used, and the request asks for '{request.Authenticator}'."),
        ProvisioningMode.Direct when CloudRules.DirectBlock(facts.Cloud) is { } block => block.ToError(),
        not ProvisioningMode.Direct when facts.Cloud.SecurityInfoAddress is null => ProvisioningError.Of(ErrorCodes.CloudUnsupported, $"The cloud is '{facts.Cloud}'."),
        _ => report?.BlockOf(mode)?.ToError(),
    };

    private static ProvisioningError Unavailable(ProvisioningMode mode) => ProvisioningError.Of(ErrorCodes.ModeUnavailable, $"The mode is '{mode}'.");

    private static string ReasonFor(ProvisioningMode mode, ProvisioningRequest request, IEnumerable<(ProvisioningMode Mode, ProvisioningError Error)> ruledOut)
    {
        if (request.Mode is not null)
        {
            return mode switch
            {
                ProvisioningMode.Manual => $"The request asks for this mode. A person signs in and registers the passkey{(request.ShowsAccessPass ? ", with an access pass that is shown" : "")}.",
                ProvisioningMode.Capture => $"The request asks for this mode. A person adds passkeys at {request.CaptureAddress!.IdnHost}, or from there elsewhere.",
                _ => "The request asks for this mode.",
            };
        }

        var reason = mode == ProvisioningMode.Direct ? "Direct needs neither a window nor an access pass." : $"{mode} needs nobody at the window.";

        // That the host lacks a mode is no news to whoever has built it.
        return string.Join(" ", [reason, .. ruledOut.Where(other => other.Error.Code != ErrorCodes.ModeUnavailable).Select(other => $"{other.Mode} is ruled out: {other.Error.Message}")]);
    }

    // The shortest that the policy allows, and no shorter than a person at the window may take.
    private static AccessPassWish AccessPassFor(ProvisioningRequest request, TenantFacts facts)
    {
        if (request.AccessPass.Lifetime is not null || facts.Tenant?.AccessPasses is not { IsKnown: true, Value: { MinimumLifetime: { } shortest } policy })
        {
            return request.AccessPass;
        }

        var longest = policy.MaximumLifetime is { } most && most >= shortest && most < LongestPass ? most : LongestPass;
        var needed = (request.HandOver ?? (request.Mode == ProvisioningMode.Manual ? ProvisioningRequest.DefaultHandOver : null)) is { } handOver ? handOver + ShortestPass : ShortestPass;
        var lifetime = shortest > needed ? shortest : needed;
        return request.AccessPass with { Lifetime = lifetime > longest ? (longest < ShortestPass ? ShortestPass : longest) : lifetime };
    }
}
