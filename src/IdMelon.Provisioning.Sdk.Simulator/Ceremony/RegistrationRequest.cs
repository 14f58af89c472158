using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>A registration that wants to be verified, whichever way it came.</summary>
/// <param name="User">Who is to have the passkey.</param>
/// <param name="Challenge">The bytes that were the challenge.</param>
/// <param name="AttestationObject">What the authenticator made.</param>
/// <param name="ClientData">What the client signed over.</param>
/// <param name="CredentialId">The id that the client tells.</param>
/// <param name="Name">The name of the passkey.</param>
internal sealed record RegistrationRequest(
    SimulatedUser User, ReadOnlyMemory<byte> Challenge, byte[] AttestationObject, byte[] ClientData, byte[] CredentialId, string Name)
{
    /// <summary>The ways to reach the authenticator that the client tells; nothing vouches for them.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];
}
