namespace IdMelon.Provisioning.Graph;

/// <summary>Makes the exception for a wrong setting.</summary>
internal static class SettingFault
{
    public static ProvisioningException Of(string setting, string rule) =>
        new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"{nameof(GraphTenantOptions)}.{setting} {rule}"));

    public static ProvisioningException OfSignIn(string name, string rule) => Of(nameof(GraphTenantOptions.SignIn), $"({name}) {rule}");
}
