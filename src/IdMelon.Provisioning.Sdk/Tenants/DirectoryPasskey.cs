namespace IdMelon.Provisioning.Tenants;

/// <summary>A passkey as the directory lists it.</summary>
/// <param name="Id">The method id. Often the credential id in another encoding, but nothing promises that.</param>
/// <param name="DisplayName">The name given at registration.</param>
/// <param name="Created">When it was registered.</param>
/// <param name="Aaguid">The authenticator model.</param>
public sealed record DirectoryPasskey(string Id, string? DisplayName, DateTimeOffset? Created, Guid? Aaguid);
