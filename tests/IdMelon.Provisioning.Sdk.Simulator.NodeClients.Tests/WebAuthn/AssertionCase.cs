namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>One sign-in that two verifiers judge.</summary>
/// <param name="Family">What is special about it; several cases may share it.</param>
/// <param name="Key">The COSE key that was registered.</param>
/// <param name="ClientData">The client data.</param>
/// <param name="AuthenticatorData">The authenticator data.</param>
/// <param name="Signature">The signature.</param>
internal sealed record AssertionCase(string Family, byte[] Key, byte[] ClientData, byte[] AuthenticatorData, byte[] Signature)
{
    /// <summary>What tells the case from others of its family.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The counter that was stored.</summary>
    public uint Count { get; init; } = 5;

    public bool IsSynced { get; init; }
}
