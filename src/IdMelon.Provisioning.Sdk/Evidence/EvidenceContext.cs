namespace IdMelon.Provisioning.Evidence;

/// <summary>Who provisions, and where: what the journal does not know.</summary>
/// <param name="TenantId">The tenant, by id or domain.</param>
/// <param name="Cloud">The cloud.</param>
/// <param name="ApplicationId">The application that calls Graph.</param>
/// <param name="Operator">The person or account that runs the program.</param>
/// <param name="Program">The program and its version.</param>
public sealed record EvidenceContext(string TenantId, string Cloud, string ApplicationId, string Operator, string Program);
