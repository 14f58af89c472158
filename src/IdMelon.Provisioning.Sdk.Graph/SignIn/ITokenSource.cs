namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Gets access tokens for Graph in one of the ways to sign in. Called by one at a time.</summary>
internal interface ITokenSource : IDisposable
{
    /// <summary>Gets a token, from the cache where there is one.</summary>
    /// <param name="claims">What the service demands of the token; null as a rule.</param>
    /// <param name="cancellationToken">Cancels the sign-in.</param>
    Task<string> GetAsync(string? claims, CancellationToken cancellationToken);
}
