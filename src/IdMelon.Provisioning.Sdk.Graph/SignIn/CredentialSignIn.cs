using Azure.Core;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>By a credential of the caller's.</summary>
internal sealed class CredentialSignIn(TokenCredential credential) : GraphSignIn
{
    internal override string Name => nameof(Credential);

    internal override bool NeedsClientId => false;

    internal override ITokenSource Open(SignInSurroundings around) => new CredentialTokens(credential, around);
}
