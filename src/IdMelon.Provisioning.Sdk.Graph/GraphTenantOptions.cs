namespace IdMelon.Provisioning.Graph;

/// <summary>Which tenant a <see cref="GraphTenant"/> talks to, and as which application.</summary>
public sealed class GraphTenantOptions
{
    /// <summary>Gets or sets the tenant: its id or one of its domains.</summary>
    /// <value>Required. An application signs in to one tenant, so <c>common</c> and <c>organizations</c> are refused.</value>
    public string TenantId { get; set; } = "";

    /// <summary>Gets or sets the application's (client) id.</summary>
    /// <value>Required; a GUID.</value>
    public string ClientId { get; set; } = "";

    /// <summary>Gets or sets the application's client secret.</summary>
    /// <value>Required: its value, not its id.</value>
    public SecretText? ClientSecret { get; set; }

    /// <summary>Gets or sets the cloud.</summary>
    /// <value>The default is <see cref="EntraCloud.Public"/>.</value>
    public EntraCloud Cloud { get; set; } = EntraCloud.Public;

    /// <summary>Gets or sets what sends the requests for tokens and to Graph: for a proxy, an own trust, or the simulator.</summary>
    /// <value>The default is null: the tenant makes a handler of its own, which uses the system's proxy, and disposes of it.</value>
    /// <remarks>A handler that is given stays the caller's: it is shared by all requests and must live as long as the tenant, which never disposes of it.</remarks>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Gets or sets how long one call may take, waiting for a throttling service included.</summary>
    /// <value>The default is 100 seconds; 1 second to 10 minutes.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets or sets how long one call may wait, all in all, because the service asked to slow down.</summary>
    /// <value>The default is 1 minute; 0 (never wait) to 3 minutes.</value>
    public TimeSpan ThrottlePatience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long the challenges of directly registered passkeys last; null takes the five minutes of Graph v1.0.</summary>
    /// <remarks>Another time is had from Graph's beta only, which Microsoft does not support for production.</remarks>
    /// <value>The default is <see langword="null"/>; 5 minutes to 30 days, in whole minutes.</value>
    public TimeSpan? PasskeyChallengeTimeout { get; set; }

    /// <exception cref="ProvisioningException">A setting is missing or wrong.</exception>
    internal void Validate()
    {
        Require(
            Uri.CheckHostName(TenantId) == UriHostNameType.Dns && (Guid.TryParseExact(TenantId, "D", out _) || TenantId.Contains('.', StringComparison.Ordinal)),
            nameof(TenantId),
            "must be the tenant's id or one of its domains.");
        Require(Guid.TryParseExact(ClientId, "D", out _), nameof(ClientId), "must be the application's id, a GUID.");
        Require(ClientSecret is not null, nameof(ClientSecret), "is missing.");
        Require(Cloud is not null, nameof(Cloud), "is missing.");
        Require(CallTimeout >= TimeSpan.FromSeconds(1) && CallTimeout <= TimeSpan.FromMinutes(10), nameof(CallTimeout), "must be 1 second to 10 minutes.");
        Require(
            PasskeyChallengeTimeout is not { } challenge || (challenge >= TimeSpan.FromMinutes(5) && challenge <= TimeSpan.FromDays(30) && challenge.Ticks % TimeSpan.TicksPerMinute == 0),
            nameof(PasskeyChallengeTimeout),
            "must be 5 minutes to 30 days, in whole minutes.");
        Require(ThrottlePatience >= TimeSpan.Zero && ThrottlePatience <= TimeSpan.FromMinutes(3), nameof(ThrottlePatience), "must be 0 to 3 minutes.");
    }

    private static void Require(bool holds, string setting, string rule)
    {
        if (!holds)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"{nameof(GraphTenantOptions)}.{setting} {rule}"));
        }
    }
}
