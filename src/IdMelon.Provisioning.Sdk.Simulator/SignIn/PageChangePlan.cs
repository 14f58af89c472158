namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>A change that a sign-in page makes by itself.</summary>
/// <param name="View">The number of the view, such as 56 for the access pass; 37 for the ceremony, 0 for the list of Security info.</param>
/// <param name="Change">What happens.</param>
public sealed record PageChangePlan(int View, PageChange Change);
