namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>What a registered application asks of the authorize endpoint.</summary>
internal sealed record ApplicationSignIn(SimulatorApplication Application, AuthorizeReturn Return, ScopeRequest Scopes, CodeChallenge? Challenge)
{
    public string? Nonce { get; init; }

    /// <summary>Whether the answer also tells whose sign-in it is.</summary>
    public bool WantsClientInfo { get; init; }

    /// <summary>Whether no page may be shown.</summary>
    public bool IsSilent { get; init; }

    public string? LoginHint { get; init; }
}
