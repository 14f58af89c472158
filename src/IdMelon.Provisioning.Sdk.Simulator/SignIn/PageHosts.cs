namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The host names of the pages in the public cloud.</summary>
internal static class PageHosts
{
    public const string SignIn = "login.microsoftonline.com";
    public const string Ceremony = "login.microsoft.com";
    public const string SecurityInfo = "mysignins.microsoft.com";

    public const string SignInOrigin = "https://" + SignIn;
    public const string CeremonyOrigin = "https://" + Ceremony;
    public const string SecurityInfoOrigin = "https://" + SecurityInfo;
}
