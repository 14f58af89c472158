namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>What became of an attestation statement.</summary>
internal enum AttestationVerdict
{
    Accepted,
    WrongFormat,
    Refused,
}
