namespace IdMelon.Provisioning.Tenants;

/// <summary>A directory role that a user holds.</summary>
/// <param name="Name">What the portal calls it; empty if it is not told.</param>
/// <param name="TemplateId">The id that is the same in every tenant; null if it is not told.</param>
public sealed record DirectoryRole(string Name, Guid? TemplateId);
