namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>By client secret.</summary>
internal sealed class SecretSignIn(SecretText secret) : GraphSignIn
{
    internal override string Name => nameof(ClientSecret);

    internal override SecretText Secret => secret;

    internal override ITokenSource Open(SignInSurroundings around) => new ApplicationTokens(around, builder => builder.WithClientSecret(secret.Reveal()));
}
