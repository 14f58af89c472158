namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>What a token request was found to be worth.</summary>
/// <param name="Client">The application.</param>
/// <param name="Resource">The address of the resource the access token is for.</param>
/// <param name="User">The user's part; null for an app-only token.</param>
internal sealed record TokenGrant(ClientIdentity Client, string Resource, UserGrant? User)
{
    /// <summary>The name under which a request's transaction carries it.</summary>
    public const string Key = "simulator:grant";
}
