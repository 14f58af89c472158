using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Gives tokens to requests that go to the cloud's Graph host over https, and to no others.</summary>
internal sealed class GraphTokens(ITokenSource source, string graphHost) : IAccessTokenProvider, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public AllowedHostsValidator AllowedHostsValidator { get; } = new([graphHost]);

    public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        // A link or a redirect to another host gets no token.
        if (uri.Scheme != Uri.UriSchemeHttps || !AllowedHostsValidator.IsUrlHostValid(uri))
        {
            return "";
        }

        // One at a time: many runs that begin together ask for one token, and one person, not for one each.
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await source.GetAsync(additionalAuthenticationContext?.GetValueOrDefault("claims") as string, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        source.Dispose();
        gate.Dispose();
    }
}
