namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>A member of the simulated tenant.</summary>
/// <remarks>Thread-safe: every change goes through <see cref="TenantDirectory"/> under one lock; lists are copies.</remarks>
public sealed class SimulatedUser
{
    internal SimulatedUser(Guid id, string userPrincipalName, string displayName)
    {
        Id = id;
        UserPrincipalName = userPrincipalName;
        DisplayName = displayName;
    }

    /// <summary>Gets the object id.</summary>
    public Guid Id { get; }

    /// <summary>Gets the sign-in name.</summary>
    public string UserPrincipalName { get; }

    /// <summary>Gets the display name.</summary>
    public string DisplayName { get; }

    /// <summary>Gets or sets whether the sign-in asks "Stay signed in?".</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AsksToStaySignedIn { get; set; } = true;

    /// <summary>Gets or sets whether the access-pass policy lets passes be issued for the user.</summary>
    /// <value>The default is <see langword="true"/>; otherwise Graph answers the create call with 403.</value>
    public bool MayHaveAccessPass { get; set; } = true;

    /// <summary>Gets or sets whether the user is an administrator whose authentication methods the application may not touch.</summary>
    /// <value>The default is <see langword="false"/>; otherwise Graph answers calls about the methods with 403.</value>
    public bool IsPrivileged { get; set; }

    /// <summary>Gets or sets whether the passkey method is offered to the user.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool MayHavePasskey { get; set; } = true;

    /// <summary>Gets the current access pass, also after it was used or has expired; null if there is none.</summary>
    public SimulatedAccessPass? AccessPass { get; internal set; }

    /// <summary>Gets the registered passkeys.</summary>
    public IReadOnlyList<SimulatedPasskey> Passkeys { get; internal set; } = [];
}
