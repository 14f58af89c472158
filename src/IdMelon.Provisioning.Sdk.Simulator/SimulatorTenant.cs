namespace IdMelon.Provisioning.Simulator;

/// <summary>Names the simulated tenant.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="Name">The first domain, such as <c>contoso.onmicrosoft.com</c>.</param>
/// <param name="DisplayName">The name shown on pages.</param>
public sealed record SimulatorTenant(Guid Id, string Name, string DisplayName)
{
    /// <summary>Tells whether a path segment means this tenant: its id or its first domain.</summary>
    public bool IsNamed(string? segment) =>
        string.Equals(segment, Name, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(segment, out var id) && id == Id);
}
