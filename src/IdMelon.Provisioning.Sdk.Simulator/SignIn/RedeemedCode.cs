using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Whose code it was, and how fresh the sign-in behind it is.</summary>
/// <param name="User">The user.</param>
/// <param name="Method">How the user signed in; with <see cref="SignInMethod.Session"/> nobody typed or touched anything just now.</param>
/// <param name="Proof">What proved who it is: the method itself, or the one by which the session was opened.</param>
/// <param name="SignedInAt">When the browser came from the sign-in pages.</param>
internal sealed record RedeemedCode(SimulatedUser User, SignInMethod Method, SignInMethod Proof, DateTimeOffset SignedInAt);
