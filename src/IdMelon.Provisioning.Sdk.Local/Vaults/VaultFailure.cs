namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Makes the exceptions that a vault of files throws.</summary>
internal static class VaultFailure
{
    public static ProvisioningException Of(string code, string detail, Exception? behind = null)
    {
        var error = ProvisioningError.Of(code, detail);
        return behind is null ? new(error) : new(error, behind);
    }

    public static ProvisioningException Failed(string detail, Exception? behind = null) => Of(ErrorCodes.VaultFailed, detail, behind);

    public static ProvisioningException Damaged(string detail, Exception? behind = null) => Of(ErrorCodes.VaultDamaged, detail, behind);
}
