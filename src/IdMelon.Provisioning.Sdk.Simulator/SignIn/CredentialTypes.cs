using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Tells a page which credential to ask for.</summary>
internal sealed class CredentialTypes(CredentialChecks checks, FlowTickets tickets)
{
    /// <summary>The kinds of credentials, as the page's script numbers them.</summary>
    public const int Password = 1, Federation = 4, Passkey = 7, AccessPass = 13;

    private const int Exists = 0, NotFound = 1, Throttled = 2, OtherIdentityProvider = 5, Both = 6;

    private const int UnknownDomain = 1, Consumer = 2, Managed = 3, Federated = 4;

    private static readonly string[] ConsumerDomains = ["outlook.com", "hotmail.com", "live.com"];

    /// <summary>Answers for a name.</summary>
    /// <param name="session">The window.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="name">What was typed.</param>
    /// <param name="tried">The kind of credential that was just refused and is asked for again, whatever state the refusal left it in.</param>
    /// <param name="isThrottled">Whether the window asks too often.</param>
    /// <param name="supportsAccessPass">Whether the page can ask for an access pass.</param>
    /// <param name="supportsPasskey">Whether the page can ask for a passkey.</param>
    public JsonObject Answer(
        BrowserSession session, SignInFlow flow, string name, int? tried = null, bool isThrottled = false, bool supportsAccessPass = true, bool supportsPasskey = true)
    {
        var user = isThrottled ? null : flow.User;
        var passkeys = supportsPasskey ? checks.OfferedPasskeys(user) : [];
        var hasAccessPass = supportsAccessPass && (tried == AccessPass || checks.OffersAccessPass(user));
        var isFederated = user is { IsFederated: true } && !hasAccessPass && tried is null;
        return new()
        {
            ["Username"] = name,
            ["Display"] = name,
            ["IfExistsResult"] = isThrottled ? Throttled : IfExists(user, name),
            ["IsUnmanaged"] = false,
            ["ThrottleStatus"] = isThrottled ? 1 : 0,
            ["Credentials"] = new JsonObject
            {
                ["PrefCredential"] = tried ?? (isFederated ? Federation : hasAccessPass && user is not { StartsWithPassword: true, IsFederated: false } ? AccessPass : Password),
                ["HasPassword"] = user is not { IsFederated: true },
                ["HasAccessPass"] = hasAccessPass,
                ["HasFido"] = passkeys.Count > 0,
                ["HasRemoteNGC"] = false,
                ["HasCertAuth"] = false,
                ["RemoteNgcParams"] = null,
                ["FidoParams"] = passkeys.Count > 0 ? new JsonObject { ["AllowList"] = SignInConfig.AllowList(passkeys) } : null,
                ["SasParams"] = null,
                ["CertAuthParams"] = null,
                ["FederationRedirectUrl"] = isFederated ? FederationAddress(session, flow, name) : null,
            },
            ["EstsProperties"] = new JsonObject { ["UserTenantBranding"] = null, ["DomainType"] = DomainType(user, name), ["DesktopSsoEnabled"] = false },
            ["FlowToken"] = flow.FlowToken,
            ["IsSignupDisallowed"] = true,
        };
    }

    private static int IfExists(SimulatedUser? user, string name) => (user, IsConsumer(name)) switch
    {
        ({ }, false) => Exists,
        ({ }, true) => Both,
        (null, true) => OtherIdentityProvider,
        _ => NotFound,
    };

    private static int DomainType(SimulatedUser? user, string name) =>
        user is { IsFederated: true } ? Federated
        : user is not null ? Managed
        : IsConsumer(name) ? Consumer
        : UnknownDomain;

    private static bool IsConsumer(string name) => ConsumerDomains.Contains(name.Split('@')[^1], StringComparer.OrdinalIgnoreCase);

    private string FederationAddress(BrowserSession session, SignInFlow flow, string name) =>
        $"https://{CloudHosts.Federation}/adfs/ls/?client-request-id={Guid.NewGuid()}&username={Uri.EscapeDataString(name)}"
        + $"&wa=wsignin1.0&wtrealm=urn%3afederation%3aMicrosoftOnline&wctx={tickets.Issue(session, flow)}";
}
