namespace IdMelon.Provisioning.Graph;

/// <summary>Which tenant a <see cref="GraphTenant"/> talks to, and as whom.</summary>
public sealed class GraphTenantOptions
{
    /// <summary>Gets or sets the tenant: its id or one of its domains.</summary>
    /// <value>Required. A sign-in goes to one tenant, so <c>common</c> and <c>organizations</c> are refused.</value>
    public string TenantId { get; set; } = "";

    /// <summary>Gets or sets the application's (client) id.</summary>
    /// <value>Required, a GUID; with <see cref="GraphSignIn.Credential"/> it may be left out.</value>
    public string ClientId { get; set; } = "";

    /// <summary>Gets or sets the application's client secret: the short form of <see cref="SignIn"/> with <see cref="GraphSignIn.ClientSecret"/>.</summary>
    /// <value>Its value, not its id. Either this or <see cref="SignIn"/> is required.</value>
    public SecretText? ClientSecret { get; set; }

    /// <summary>Gets or sets how to sign in.</summary>
    /// <value>Either this or <see cref="ClientSecret"/> is required.</value>
    public GraphSignIn? SignIn { get; set; }

    /// <summary>Gets or sets what to ask for on behalf of a person (<see cref="GraphSignIn.DeviceCode"/>, <see cref="GraphSignIn.Interactive"/>).</summary>
    /// <value>
    /// The default is null: <c>UserAuthMethod-TAP.ReadWrite.All</c>, <c>UserAuthMethod-Passkey.ReadWrite.All</c>, <c>Policy.Read.AuthenticationMethod</c>, <c>User.ReadBasic.All</c> and <c>GroupMember.Read.All</c>.
    /// </value>
    public IReadOnlyList<string>? DelegatedScopes { get; set; }

    /// <summary>Gets or sets the folder in which the tokens of a person are kept for the next start of the program, encrypted by the operating system.</summary>
    /// <value>The default is null: tokens are kept in memory only. The same happens, with a line in the log, where the operating system cannot encrypt.</value>
    public string? TokenCacheFolder { get; set; }

    /// <summary>Gets or sets the cloud, for signing in and for Graph.</summary>
    /// <value>The default is <see cref="EntraCloud.Public"/>.</value>
    public EntraCloud Cloud { get; set; } = EntraCloud.Public;

    /// <summary>Gets or sets what sends the requests for tokens and to Graph: for a proxy, an own trust, or the simulator.</summary>
    /// <value>The default is null: the tenant makes a handler of its own, which uses the system's proxy, and disposes of it.</value>
    /// <remarks>A handler that is given stays the caller's: it is shared by all requests and must live as long as the tenant, which never disposes of it.</remarks>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Gets or sets how long one request may take to be answered.</summary>
    /// <value>The default is 100 seconds; 1 second to 10 minutes.</value>
    /// <remarks>What a call waits for its turn, or because the service is throttling, is not counted.</remarks>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets or sets how long one call may wait, all in all, because the service asked to slow down.</summary>
    /// <value>The default is 1 minute; 0 (never wait) to 3 minutes.</value>
    public TimeSpan ThrottlePatience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long the challenges of directly registered passkeys last; null takes the five minutes of Graph v1.0.</summary>
    /// <remarks>Another time is had from Graph's beta only, which Microsoft does not support for production.</remarks>
    /// <value>The default is <see langword="null"/>; 5 minutes to 30 days, in whole minutes.</value>
    public TimeSpan? PasskeyChallengeTimeout { get; set; }

    /// <summary>Gets or sets what keeps the calls within Graph's limits.</summary>
    /// <value>The default is null: all tenants of this process with the same cloud, tenant, application and <see cref="Time"/> share one, see <see cref="GraphRateGovernor.Shared"/>; without <see cref="ClientId"/> each has its own.</value>
    public GraphRateGovernor? RateGovernor { get; set; }

    /// <summary>Gets or sets the clock.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The one way to sign in that was chosen.</summary>
    internal GraphSignIn Way => SignIn ?? GraphSignIn.ClientSecret(ClientSecret!);

    /// <summary>The governor that was given, or the one that all share.</summary>
    internal GraphRateGovernor Governor =>
        RateGovernor ?? (ClientId.Length > 0 ? GraphRateGovernor.Shared(ClientId, TenantId, Cloud, Time) : new(Time));

    /// <exception cref="ProvisioningException">A setting is missing or wrong.</exception>
    internal void Validate()
    {
        Require(
            Uri.CheckHostName(TenantId) == UriHostNameType.Dns && (Guid.TryParseExact(TenantId, "D", out _) || TenantId.Contains('.', StringComparison.Ordinal)),
            nameof(TenantId),
            "must be the tenant's id or one of its domains.");
        Require(
            Guid.TryParseExact(ClientId, "D", out _) || (ClientId is "" && SignIn is { NeedsClientId: false }), nameof(ClientId), "must be the application's id, a GUID.");
        Require(ClientSecret is not null || SignIn is not null, nameof(ClientSecret), "is missing, and so is SignIn. Set one of them.");
        Require(ClientSecret is null || SignIn is null, nameof(SignIn), "is set beside ClientSecret. Set one of them.");
        Require(DelegatedScopes is null || (DelegatedScopes.Count > 0 && DelegatedScopes.All(scope => !string.IsNullOrWhiteSpace(scope))), nameof(DelegatedScopes), "must name at least one scope, or be null.");
        Require(TokenCacheFolder is null || !string.IsNullOrWhiteSpace(TokenCacheFolder), nameof(TokenCacheFolder), "must name a folder, or be null.");
        Require(Cloud is not null, nameof(Cloud), "is missing.");
        Require(Time is not null, nameof(Time), "is missing.");
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
            throw SettingFault.Of(setting, rule);
        }
    }
}
