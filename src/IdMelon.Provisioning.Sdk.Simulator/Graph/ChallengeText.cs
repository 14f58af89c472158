using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Makes the texts that challenges consist of: in shape and size encrypted tokens, in truth random.</summary>
internal static class ChallengeText
{
    // Makes some 6.9 kB of what the options carry, which is the text encoded once more.
    private const int CiphertextLength = 3500;

    public static string Create() => OpaqueText.EncryptedToken("\"typ\":\"JWT\"", CiphertextLength);
}
