namespace IdMelon.Provisioning.Local;

/// <summary>Makes the one exception that a journal throws.</summary>
internal static class JournalFailure
{
    public static ProvisioningException Of(string detail, Exception? behind = null)
    {
        var error = ProvisioningError.Of(ErrorCodes.JournalFailed, detail);
        return behind is null ? new(error) : new(error, behind);
    }
}
