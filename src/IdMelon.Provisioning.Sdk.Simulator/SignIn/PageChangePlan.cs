namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>A change that a sign-in page makes by itself.</summary>
/// <param name="View">The number of the view, such as 56 for the access pass.</param>
/// <param name="Change">What happens.</param>
public sealed record PageChangePlan(int View, PageChange Change);
