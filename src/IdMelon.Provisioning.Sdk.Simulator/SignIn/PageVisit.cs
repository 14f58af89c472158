namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>What a private window already holds when it comes to the sign-in for the first time, as browsers share sessions with the system or with a profile.</summary>
/// <remarks>See <see cref="PageWeather.ExpectVisits"/>.</remarks>
public sealed record PageVisit
{
    /// <summary>Gets the names of the accounts that are offered as tiles; names that are no users are left out.</summary>
    public IReadOnlyList<string> AccountTiles { get; init; } = [];

    /// <summary>Gets the name of the user whose session the window uses without asking; null if it asks.</summary>
    public string? SignedInAs { get; init; }
}
