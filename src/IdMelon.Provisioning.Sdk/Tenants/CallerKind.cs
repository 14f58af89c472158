namespace IdMelon.Provisioning.Tenants;

/// <summary>Who calls the directory.</summary>
public enum CallerKind
{
    /// <summary>An application by itself.</summary>
    Application,

    /// <summary>An application in the name of a signed-in user.</summary>
    User,
}
