namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>One registration that two verifiers judge.</summary>
/// <param name="Family">What is special about it; several cases may share it.</param>
/// <param name="ClientData">The client data.</param>
/// <param name="AttestationObject">The attestation object.</param>
/// <param name="CredentialId">The id that the client tells.</param>
/// <param name="IsAttested">Whether the tenant enforces attestation.</param>
internal sealed record RegistrationCase(string Family, byte[] ClientData, byte[] AttestationObject, byte[] CredentialId, bool IsAttested)
{
    /// <summary>What tells the case from others of its family.</summary>
    public string Detail { get; init; } = "";
}
