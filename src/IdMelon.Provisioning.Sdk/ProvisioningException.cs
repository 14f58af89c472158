namespace IdMelon.Provisioning;

/// <summary>A surprise: a lost browser, a broken pack, an unusable option. Expected refusals are values, see <see cref="Attempt{T}"/>.</summary>
public class ProvisioningException : Exception
{
    /// <summary>Wraps an error.</summary>
    public ProvisioningException(ProvisioningError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>Wraps an error together with the exception behind it; the latter must hold no secret.</summary>
    public ProvisioningException(ProvisioningError error, Exception innerException)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString(), innerException) => Error = error;

    /// <summary>Gets the error with its code and remedy.</summary>
    public ProvisioningError Error { get; }
}
