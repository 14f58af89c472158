namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>What came of reading a request to the authorize endpoint of a registered application.</summary>
internal abstract record AuthorizeReading
{
    private AuthorizeReading()
    {
    }

    /// <summary>It holds.</summary>
    public sealed record Accepted(ApplicationSignIn SignIn) : AuthorizeReading;

    /// <summary>It is refused, and the application may be told.</summary>
    public sealed record Returned(EntraError Error, AuthorizeReturn Return) : AuthorizeReading;

    /// <summary>It is refused, and where an answer would go cannot be trusted: only the user is told.</summary>
    public sealed record Shown(EntraError Error) : AuthorizeReading;
}
