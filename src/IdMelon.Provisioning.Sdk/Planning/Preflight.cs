using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Tells before anything is touched whether provisioning will work, and if not, why and what to change. Pure.</summary>
public static class Preflight
{
    private static readonly Func<PreflightCase, IEnumerable<PreflightFinding>>[] Rules = [CloudRules.Check, AccountRules.Check, PasskeyMethodRules.Check, PasskeyProfileRules.Check, AccessPassRules.Check, CallerRules.Check];

    /// <summary>Checks a request against what is known.</summary>
    /// <param name="request">The wish.</param>
    /// <param name="tenant">What holds for all users.</param>
    /// <param name="user">What is known of the request's user.</param>
    /// <param name="authenticator">The authenticator that is going to make the passkey.</param>
    /// <param name="cloud">The cloud.</param>
    /// <returns>The findings for each mode, whatever mode the request asks for.</returns>
    public static PreflightReport Check(ProvisioningRequest request, TenantWideFacts tenant, UserFacts user, AuthenticatorTraits authenticator, EntraCloud cloud)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(authenticator);
        ArgumentNullException.ThrowIfNull(cloud);
        if (user.User != request.User)
        {
            throw new ArgumentException("The facts are those of another user.", nameof(user));
        }

        var subject = new PreflightCase(request, tenant, user, authenticator, cloud);
        return new(request.User, [.. Rules.SelectMany(rule => rule(subject)).OrderByDescending(finding => finding.Severity)]);
    }
}
