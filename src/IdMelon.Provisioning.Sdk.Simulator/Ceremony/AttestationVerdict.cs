using IdMelon.Provisioning.Simulator.SecurityInfo;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>What became of an attestation statement.</summary>
/// <param name="Error">The number that security info gives; <see cref="SecurityInfoError.None"/> if the statement holds.</param>
/// <param name="Reason">Why it does not hold, in a sentence without a secret; empty if it holds.</param>
internal sealed record AttestationVerdict(SecurityInfoError Error, string Reason)
{
    /// <summary>A statement that claims nothing, or nothing that could be verified.</summary>
    public static AttestationVerdict Unattested { get; } = new(SecurityInfoError.None, "");

    public bool Holds => Error == SecurityInfoError.None;

    /// <summary>The certificates of the statement, the one that signed first; empty if it has none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; } = [];

    /// <summary>Whether the certificates end in one of the tenant's attestation roots.</summary>
    public bool EndsInRoot { get; init; }

    public static AttestationVerdict WrongFormat(string reason) => new(SecurityInfoError.InvalidAttestationFormat, reason);

    public static AttestationVerdict Refused(string reason) => new(SecurityInfoError.AttestationRefused, reason);
}
