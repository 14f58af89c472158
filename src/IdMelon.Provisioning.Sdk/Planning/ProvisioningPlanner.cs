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

        var report = Check(request, facts);
        var ruledOut = new List<(ProvisioningMode Mode, ProvisioningError Error)>();
        foreach (var mode in request.Mode is { } forced ? [forced] : facts.ModeOrder.Distinct())
        {
            if (BlockOf(mode, request, facts, report) is { } error)
            {
                ruledOut.Add((mode, error));
                continue;
            }

            return new ProvisioningPlan(request, mode, ReasonFor(mode, request, ruledOut), facts.Cloud, facts.Cloud.SecurityInfoAddress!)
            {
                Warnings = report is null ? [] : [.. report.For(mode)],
                AccessPass = AccessPassFor(request, facts),
            };
        }

        return ruledOut is [.., var last] ? last.Error : ProvisioningError.Of(ErrorCodes.ModeUnavailable, "No mode is allowed.");
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

    // What the host and the cloud cannot do goes before what the tenant does not allow.
    private static ProvisioningError? BlockOf(ProvisioningMode mode, ProvisioningRequest request, TenantFacts facts, PreflightReport? report) => mode switch
    {
        ProvisioningMode.Direct when !facts.CanRegisterDirectly => Unavailable(mode),
        ProvisioningMode.Automatic when !facts.CanOpenWindows => Unavailable(mode),
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
            return "The request asks for this mode.";
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
        var needed = request.HandOver is { } handOver ? handOver + ShortestPass : ShortestPass;
        var lifetime = shortest > needed ? shortest : needed;
        return request.AccessPass with { Lifetime = lifetime > longest ? (longest < ShortestPass ? ShortestPass : longest) : lifetime };
    }
}
