using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Reads what a registered application asks of the authorize endpoint, in Entra's order: first who asks and where the answer goes, then the rest.</summary>
internal sealed class AuthorizeReader(SimulatorApplications applications, SimulatorTenant tenant, CloudHosts hosts)
{
    private static readonly string[] Prompts = ["", "login", "none", "consent", "select_account", "admin_consent"];

    public AuthorizeReading Read(IQueryCollection query)
    {
        if (query.FirstOrDefault(field => field.Value.Count > 1).Key is { } twice)
        {
            return new AuthorizeReading.Shown(EntraError.Duplicated(twice));
        }

        string Get(string name) => query[name].ToString();

        if (Get("client_id") is not { Length: > 0 } clientId)
        {
            return new AuthorizeReading.Shown(EntraError.Missing("client_id"));
        }

        if (applications.Find(clientId) is not { } application)
        {
            return new AuthorizeReading.Shown(EntraError.UnknownClient(clientId, tenant));
        }

        if (application.RedirectUris.Count == 0)
        {
            return new AuthorizeReading.Shown(AuthorizeErrors.NoRedirectUri());
        }

        var redirectUri = Get("redirect_uri") is { Length: > 0 } given ? given : application.RedirectUris[0];
        if (!application.RedirectUris.Any(registered => RedirectUris.Match(registered, redirectUri)))
        {
            return new AuthorizeReading.Shown(AuthorizeErrors.WrongRedirectUri(redirectUri, application));
        }

        if (ModeOf(Get("response_mode")) is not { } mode)
        {
            return new AuthorizeReading.Shown(AuthorizeErrors.UnsupportedValue("response_mode"));
        }

        var answer = new AuthorizeReturn(redirectUri, mode, query.TryGetValue("state", out var state) ? state.ToString() : null);
        return TypeRefusal(Get("response_type")) is { } wrongType ? new AuthorizeReading.Returned(wrongType, answer) : ReadWishes(Get, application, answer);
    }

    private static ResponseMode? ModeOf(string mode) => mode switch
    {
        "" or "query" => ResponseMode.Query,
        "fragment" => ResponseMode.Fragment,
        "form_post" => ResponseMode.FormPost,
        _ => null,
    };

    private static EntraError? TypeRefusal(string type)
    {
        var types = type.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return types.Length == 0 ? EntraError.Missing("response_type")
            : types is ["code"] ? null
            : types.Contains("token") ? AuthorizeErrors.NoToken()
            : types.Contains("id_token") ? AuthorizeErrors.NoIdToken()
            : AuthorizeErrors.UnsupportedValue("response_type") with { Error = "unsupported_response_type" };
    }

    private AuthorizeReading ReadWishes(Func<string, string> get, SimulatorApplication application, AuthorizeReturn answer)
    {
        var (challenge, wrongChallenge) = ChallengeOf(get, application);
        if (wrongChallenge is not null)
        {
            return new AuthorizeReading.Returned(wrongChallenge, answer);
        }

        if (!Prompts.Contains(get("prompt")))
        {
            return new AuthorizeReading.Returned(AuthorizeErrors.UnsupportedValue("prompt"), answer);
        }

        var (scopes, wrongScopes) = ScopeRequest.Parse(get("scope"), hosts, tenant);
        if (scopes is null)
        {
            return new AuthorizeReading.Returned(wrongScopes!, answer);
        }

        return scopes.LacksConsent(application)
            ? new AuthorizeReading.Returned(AuthorizeErrors.NoConsent(application), answer)
            : new AuthorizeReading.Accepted(new(application, answer, scopes, challenge)
            {
                Nonce = get("nonce") is { Length: > 0 } nonce ? nonce : null,
                WantsClientInfo = get("client_info") == "1",
                IsSilent = get("prompt") == "none",
                LoginHint = get("login_hint") is { Length: > 0 } hint ? hint : null,
            });
    }

    private static (CodeChallenge? Challenge, EntraError? Error) ChallengeOf(Func<string, string> get, SimulatorApplication application)
    {
        var (value, method) = (get("code_challenge"), get("code_challenge_method"));
        if (value.Length == 0)
        {
            return (null, application.IsPublicClient ? AuthorizeErrors.NoCodeChallenge() : null);
        }

        return method is not ("" or "plain" or "S256") ? (null, AuthorizeErrors.UnsupportedValue("code_challenge_method"))
            : value.Length is < 43 or > 128 ? (null, AuthorizeErrors.WrongCodeChallenge())
            : (new(value, IsHashed: method == "S256"), null);
    }
}
