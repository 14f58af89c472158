namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>The calls whose refusals are read.</summary>
internal enum TenantCall
{
    IssueAccessPass,
    ListAccessPasses,
    RevokeAccessPass,
    ListPasskeys,
    RemovePasskey,
    OfferRegistration,
    RegisterPasskey,
    ReadAudits,
    ReadPolicy,
    ReadCaller,
    ReadUsers,
}
