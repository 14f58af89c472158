namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>What a signed-in user's directory roles must allow, besides the scopes of the token.</summary>
internal enum RoleDemand
{
    /// <summary>Every member may.</summary>
    None,

    /// <summary>See somebody's authentication methods.</summary>
    ReadMethods,

    /// <summary>Change somebody's authentication methods.</summary>
    WriteMethods,

    /// <summary>Change somebody's authentication methods, but never one's own.</summary>
    WriteMethodsOfOthers,

    /// <summary>See the authentication methods policies.</summary>
    ReadPolicies,

    /// <summary>Change the authentication methods policies.</summary>
    WritePolicies,

    /// <summary>See the audit log.</summary>
    ReadAudits,
}
