using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Asks a tenant whether users can be given passkeys. Nothing is changed.</summary>
internal sealed class Examiner(ITenantFacts facts, EntraCloud cloud, Action<int> progress)
{
    /// <summary>How many calls about authentication methods Graph takes in a second: 5 in 10 s.</summary>
    private const double MethodCallsPerSecond = 0.5;

    private const int MethodCallsPerUser = 2;

    private static readonly string[] Hopeless = 
    [
        ErrorCodes.TenantSignInFailed, ErrorCodes.TenantSecretWrong, ErrorCodes.TenantSecretExpired, ErrorCodes.TenantCertificateRefused, ErrorCodes.TenantClockSkew, ErrorCodes.TenantConsentMissing,
        ErrorCodes.TenantUnknown, ErrorCodes.TenantApplicationUnknown, ErrorCodes.TenantProxy, ErrorCodes.TenantTlsUntrusted, ErrorCodes.TenantUnreachable, ErrorCodes.TenantThrottled,
    ];

    /// <summary>How long it takes at least to ask for the access passes and passkeys of so many users.</summary>
    public static TimeSpan DurationOf(int users) => TimeSpan.FromSeconds(users * MethodCallsPerUser / MethodCallsPerSecond);

    /// <exception cref="ProvisioningException">The tenant could not be asked at all.</exception>
    public async Task<Examination> ExamineAsync(IReadOnlyList<UserPrincipalName> users, ProvisioningMode? mode, bool isDeep, CancellationToken cancellationToken)
    {
        var tenant = await facts.ReadTenantAsync(cancellationToken);
        if (tenant.Passkeys.Error is { } error && Hopeless.Contains(error.Code))
        {
            throw new ProvisioningException(error);
        }

        // The authenticator of the verbs that provision.
        var traits = AuthenticatorTraits.Of(new SoftwareAuthenticatorOptions());
        var reports = new List<PreflightReport>(users.Count);
        await foreach (var user in facts.ReadUsersAsync(users, tenant, isDeep ? UserFactsDepth.AuthenticationMethods : UserFactsDepth.Directory, cancellationToken))
        {
            reports.Add(Preflight.Check(new ProvisioningRequest(user.User) { Mode = mode }, tenant, user, traits, cloud));
            progress(reports.Count);
        }

        return new(tenant, reports, mode);
    }
}
