namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>How an application proved who it is; the numbers are those of the claim <c>appidacr</c>.</summary>
internal enum ClientProof
{
    None = 0,
    Secret = 1,
    Certificate = 2,
}
