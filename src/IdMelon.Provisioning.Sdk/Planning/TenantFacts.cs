namespace IdMelon.Provisioning.Planning;

/// <summary>What the planner knows beside the request.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="KeepsKeys">Whether new keys go where they survive, or need not.</param>
public sealed record TenantFacts(EntraCloud Cloud, bool KeepsKeys);
