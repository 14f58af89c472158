namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>What Entra's numbers of refused sign-ins mean for the one who has to do something about it.</summary>
internal static class SignInNumbers
{
    /// <summary>The code of a number; null if there is only the general one.</summary>
    public static string? CodeOf(string? aadsts) => aadsts switch
    {
        "AADSTS7000215" => ErrorCodes.TenantSecretWrong,
        "AADSTS7000222" => ErrorCodes.TenantSecretExpired,

        // Not registered, expired or not signing rightly; not fit; an assertion that cannot be used.
        "AADSTS700027" or "AADSTS700030" or "AADSTS50027" or "AADSTS50013" => ErrorCodes.TenantCertificateRefused,
        "AADSTS700024" => ErrorCodes.TenantClockSkew,

        // Nobody has consented; the person declined; the registration names no permission or not this resource; an administrator must consent.
        "AADSTS65001" or "AADSTS65004" or "AADSTS650056" or "AADSTS650057" or "AADSTS90094" => ErrorCodes.TenantConsentMissing,
        "AADSTS90002" or "AADSTS900023" or "AADSTS50059" => ErrorCodes.TenantUnknown,
        "AADSTS700016" or "AADSTS700038" => ErrorCodes.TenantApplicationUnknown,
        "AADSTS70017" or "AADSTS70019" => ErrorCodes.TenantSignInCancelled,
        _ => null,
    };

    /// <summary>A remark for numbers whose sentence is hard to understand.</summary>
    public static string? RemarkOf(string? aadsts) => aadsts switch
    {
        "AADSTS7000218" => "To sign in as a person, allow public client flows in the application registration, under Authentication.",
        "AADSTS50011" or "AADSTS500113" => "Add http://localhost as a redirect address of the platform for mobile and desktop applications.",
        _ => null,
    };
}
