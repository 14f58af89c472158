using IdMelon.Provisioning.Graph.Errors;

namespace IdMelon.Provisioning.Graph.Registration;

/// <summary>Gives the refusals of the provisioning interface a code of their own where status and text tell the cause.</summary>
internal static class RegistrationRefusals
{
    private const string LikelyCauses =
        "Graph names the cause hardly ever; what it refuses with this status is an authenticator model (AAGUID) or an attestation that the policy does not allow, a user whom the policy does not include, "
        + "a passkey that is registered already, or a challenge that has expired.";

    public static ProvisioningError Explain(TenantCall call, ProvisioningError error)
    {
        if (error.Code != ErrorCodes.TenantUnexpected && error.Code != ErrorCodes.TenantForbidden)
        {
            return error;
        }

        // The texts are hints: where they are worded otherwise, the status decides.
        var code = error.HttpStatus switch
        {
            405 => ErrorCodes.PasskeyProvisioningUnavailable,
            400 when Says(error, "not available in this national cloud") || Says(error, "notSupported") => ErrorCodes.PasskeyProvisioningUnavailable,
            >= 400 and < 500 when Says(error, "does not allow creating or updating this authentication method") || Says(error, "self-service") || Says(error, "guest") => ErrorCodes.PasskeyPolicy,
            400 or 409 or 422 => call == TenantCall.RegisterPasskey ? ErrorCodes.PasskeyRefused : ErrorCodes.PasskeyPolicy,
            _ => error.Code,
        };
        if (code == error.Code)
        {
            return error;
        }

        var told = error.Message[ErrorCatalog.Find(error.Code)!.Cause.Length..].TrimStart();
        var detail = code == ErrorCodes.PasskeyRefused ? $"{told} {LikelyCauses}" : told;
        return ProvisioningError.Of(code, detail) with { HttpStatus = error.HttpStatus, ServiceCode = error.ServiceCode, RequestId = error.RequestId };
    }

    private static bool Says(ProvisioningError error, string words) =>
        error.Message.Contains(words, StringComparison.OrdinalIgnoreCase) || string.Equals(error.ServiceCode, words, StringComparison.OrdinalIgnoreCase);
}
