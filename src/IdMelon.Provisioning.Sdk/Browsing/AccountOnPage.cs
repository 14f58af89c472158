namespace IdMelon.Provisioning.Browsing;

/// <summary>Whose account a page shows, as far as can be told without taking the name out of the page.</summary>
public enum AccountOnPage
{
    /// <summary>The page shows no sign-in name.</summary>
    None,

    /// <summary>The page shows the expected sign-in name, and no other where the signed-in user is shown.</summary>
    Expected,

    /// <summary>The page shows somebody else as signed in.</summary>
    Other,
}
