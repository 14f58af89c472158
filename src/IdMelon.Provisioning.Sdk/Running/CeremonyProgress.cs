namespace IdMelon.Provisioning.Running;

/// <summary>How far the WebAuthn ceremony of a run is.</summary>
internal enum CeremonyProgress
{
    /// <summary>The page has not asked for a passkey.</summary>
    None,

    /// <summary>A credential is being made.</summary>
    UnderWay,

    /// <summary>The page has its credential.</summary>
    Answered,
}
