namespace IdMelon.Provisioning;

/// <summary>Why something was refused or failed, and what to do about it.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">The cause in one sentence; holds no secret and no page text.</param>
/// <param name="Remedy">What the reader can do about it.</param>
public sealed record ProvisioningError(string Code, string Message, string Remedy)
{
    /// <summary>Gets whether the same call may succeed later without any change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Gets the HTTP status behind the error; null if there was no HTTP answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Gets the service's own code behind the error, such as <c>Authorization_RequestDenied</c> or <c>AADSTS130503</c>.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>Gets the request id that the service's support asks for.</summary>
    public string? RequestId { get; init; }

    /// <summary>Makes the catalogued error of a code.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="detail">A sentence to add to the message; must hold no secret and no page text.</param>
    /// <exception cref="ArgumentException">The code is not in the catalogue.</exception>
    public static ProvisioningError Of(string code, string? detail = null)
    {
        var entry = ErrorCatalog.Find(code) ?? throw new ArgumentException($"The code '{code}' is not in the catalogue.", nameof(code));
        return new(code, detail is null ? entry.Cause : $"{entry.Cause} {detail}", entry.Remedy) { IsTransient = entry.IsTransient };
    }

    /// <summary>Prints code, message and remedy.</summary>
    public override string ToString() => $"{Code}: {Message} {Remedy}";
}
