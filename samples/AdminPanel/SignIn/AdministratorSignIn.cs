using IdMelon.Provisioning.AdminPanel.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IdMelon.Provisioning.AdminPanel.SignIn;

/// <summary>Administrators sign in by Microsoft: OpenID Connect, authorization code with PKCE. Everybody else is told that the panel is not for them.</summary>
internal static class AdministratorSignIn
{
    private const string SignedIn = "/signin-oidc", SignedOut = "/signed-out", NotAllowed = "/not-allowed", Failed = "/sign-in-failed";

    /// <summary>Gets the paths that the application's registration needs as redirect URIs.</summary>
    public static IReadOnlyList<string> Paths { get; } = [SignedIn, SignedOut];

    public static void AddAdministratorSignIn(this IServiceCollection services, PanelSettings settings, TenantAccess access)
    {
        string[] administrators = [.. settings.Administrators, .. access.Administrator is { } local ? (string[])[local.Id] : []];
        if (access.Simulator is not null)
        {
            // What a local tenant's sign-ins are worth ends with the program.
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
        }

        services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(options =>
            {
                options.Cookie.Name = "panel";
                options.Cookie.HttpOnly = true;

                // No other site's form or frame gets to use it.
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromHours(1);
                options.AccessDeniedPath = NotAllowed;
            })
            .AddOpenIdConnect(options => Configure(options, access));
        services.AddAuthorizationBuilder().SetDefaultPolicy(new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.HasClaim("roles", settings.AdministratorRole)
                || administrators.Contains(context.User.FindFirst("oid")?.Value, StringComparer.OrdinalIgnoreCase))
            .Build());
    }

    public static void MapAdministratorSignIn(this WebApplication app)
    {
        // The cookie's rule keeps other sites from signing anybody out.
        app.MapPost("/sign-out", () => Results.SignOut(new AuthenticationProperties { RedirectUri = SignedOut }, [CookieAuthenticationDefaults.AuthenticationScheme])).AllowAnonymous();
        app.MapGet(SignedOut, () => PlainPage.Of("Signed out", "You have signed out of the panel. Your sign-in at Microsoft goes on until you end it there.", "Sign in again")).AllowAnonymous();
        app.MapGet(NotAllowed, (HttpContext context) =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return PlainPage.Of(
                "Not for this account",
                $"{context.User.FindFirst("preferred_username")?.Value ?? "This account"} is no administrator of the panel. Ask whoever manages the panel for the app role, or sign in as somebody else.",
                "Sign in as somebody else",
                "/sign-in");
        }).AllowAnonymous();
        app.MapGet(Failed, () => PlainPage.Of("The sign-in failed", "Microsoft's answer was not accepted: it was refused, came too late, or belongs to another sign-in.", "Try again", "/sign-in")).AllowAnonymous();
        app.MapGet("/sign-in", () => Results.Challenge(new OpenIdConnectChallengeProperties { RedirectUri = "/", Prompt = OpenIdConnectPrompt.SelectAccount }, [OpenIdConnectDefaults.AuthenticationScheme])).AllowAnonymous();
    }

    private static void Configure(OpenIdConnectOptions options, TenantAccess access)
    {
        options.Authority = $"https://{access.Settings.Cloud.AuthorityHost}/{access.Settings.Id}/v2.0";
        options.ClientId = access.Settings.ClientId;
        options.ClientSecret = access.Settings.ClientSecret.Reveal();
        options.BackchannelHttpHandler = access.Handler;
        options.CallbackPath = SignedIn;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;

        // The panel is served without TLS, to this machine only: cookies that come back with a posted form would need it.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // Who it is, and nothing else: Graph is called by the application itself.
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.DisableTelemetry = true;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = "roles";
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect(Failed);
            return Task.CompletedTask;
        };
    }
}
