using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>What a user's sign-in gives an application: the ground for tokens.</summary>
/// <param name="Application">The application.</param>
/// <param name="User">The user.</param>
/// <param name="Scopes">What the application asked for.</param>
/// <param name="Method">How the user signed in.</param>
/// <param name="SignedInAt">When the user signed in.</param>
/// <param name="Nonce">The application's own mark, which comes back in the id token.</param>
internal sealed record UserGrant(SimulatorApplication Application, SimulatedUser User, ScopeRequest Scopes, SignInMethod Method, DateTimeOffset SignedInAt, string? Nonce)
{
    /// <summary>When everything made from it ends: tokens do not outlive the access pass they were got with.</summary>
    public DateTimeOffset? NotAfter { get; } = Method == SignInMethod.AccessPass && User.AccessPass is { } pass ? pass.EndDateTime : null;
}
