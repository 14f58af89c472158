using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>A sign-in that a device asked for and that somebody carries out in a browser.</summary>
/// <remarks>Changed only under the lock of <see cref="DeviceSignIns"/>.</remarks>
internal sealed class DeviceSignIn(SimulatorApplication application, ScopeRequest scopes, DateTimeOffset expires)
{
    // Without vowels and without what is easily mistaken.
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ23456789";

    public SimulatorApplication Application { get; } = application;

    public ScopeRequest Scopes { get; } = scopes;

    public DateTimeOffset Expires { get; } = expires;

    /// <summary>What the device shows and the user types.</summary>
    public string UserCode { get; } = RandomNumberGenerator.GetString(Letters, 9);

    /// <summary>What the device asks with whether the user is done.</summary>
    public string DeviceCode { get; } = "1.A" + OpaqueText.Create(240);

    /// <summary>The one way on from the page the browser is on; a new one replaces it.</summary>
    public string? Ticket { get; set; }

    /// <summary>Who signed in and was asked to confirm.</summary>
    public UserGrant? Candidate { get; set; }

    public DeviceSignInState State { get; set; }
}
