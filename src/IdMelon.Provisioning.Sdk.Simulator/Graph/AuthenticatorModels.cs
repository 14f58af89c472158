namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The few authenticator models the simulated directory has metadata for.</summary>
internal static class AuthenticatorModels
{
    private static readonly Dictionary<Guid, string> Names = new()
    {
        [Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a")] = "IDmelon Authenticator",
        [Guid.Parse("39a5647e-1853-446c-a1f6-a79bae9f5bc7")] = "IDmelon Key",
    };

    public static string? NameOf(Guid aaguid) => Names.GetValueOrDefault(aaguid);
}
