namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>A group of the simulated tenant.</summary>
/// <remarks>Thread-safe: changes go through <see cref="TenantDirectory"/> under one lock; lists are copies.</remarks>
public sealed class SimulatedGroup
{
    internal SimulatedGroup(Guid id, string displayName, bool isSecurityEnabled)
    {
        Id = id;
        DisplayName = displayName;
        IsSecurityEnabled = isSecurityEnabled;
    }

    /// <summary>Gets the object id.</summary>
    public Guid Id { get; }

    /// <summary>Gets the display name.</summary>
    public string DisplayName { get; }

    /// <summary>Gets whether it is a security group; only those count for policies.</summary>
    public bool IsSecurityEnabled { get; }

    /// <summary>Gets the object ids of the users and groups that are members directly.</summary>
    public IReadOnlyList<Guid> MemberIds { get; internal set; } = [];
}
