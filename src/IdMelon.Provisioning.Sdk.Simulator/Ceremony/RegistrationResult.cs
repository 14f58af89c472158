using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SecurityInfo;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>What became of a registration.</summary>
/// <param name="Error">The number that security info gives; <see cref="SecurityInfoError.None"/> if it holds.</param>
/// <param name="Reason">Why it does not hold, in a sentence without a secret; empty if it holds.</param>
/// <param name="Passkey">The passkey; null if the registration does not hold. It is not in the directory yet.</param>
internal sealed record RegistrationResult(SecurityInfoError Error, string Reason, SimulatedPasskey? Passkey)
{
    public static RegistrationResult Refused(SecurityInfoError error, string reason) => new(error, reason, null);
}
