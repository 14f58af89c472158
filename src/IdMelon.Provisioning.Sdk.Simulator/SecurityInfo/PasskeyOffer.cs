using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>Whom Security info offers a passkey, and under which number.</summary>
internal sealed class PasskeyOffer(TenantPolicies policies, PageWeather weather)
{
    /// <summary>How many passkeys and keys one user may have.</summary>
    public const int Limit = TenantDirectory.MostPasskeys;

    /// <summary>Why a user may not register here, in a part of a sentence; null if nothing stands in the way.</summary>
    public string? ObstacleFor(SimulatedUser user) =>
        !policies.MayHavePasskey(user) ? "the policy lets the user have no passkey"
        : !policies.Passkey.AllowsSelfServiceRegistration ? "the policy lets nobody register here"
        : user.Passkeys.Count >= Limit ? "the user has as many passkeys as one may have"
        : null;

    /// <summary>The numbers of the methods that the page offers. The others lead nowhere; they are there because the real page has them.</summary>
    public int[] MethodsFor(SimulatedUser user)
    {
        int[] passkeys = ObstacleFor(user) is not null ? [] : weather.Era switch
        {
            PageEra.DropDown => [MethodType.SecurityKey],
            PageEra.SecurityKeyList => [MethodType.Passkey, MethodType.PasskeyInApp],
            _ => [MethodType.Passkey],
        };
        return [MethodType.AppCode, MethodType.Email, .. passkeys];
    }
}
