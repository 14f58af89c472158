namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The name of the exception with which WebAuthn ended on a page. Whatever else is posted in its place is not repeated.</summary>
internal static class ExceptionName
{
    // Those that the WebAuthn specification names, and what browsers give for options they cannot read.
    private static readonly string[] Known =
    [
        "AbortError", "ConstraintError", "DataError", "EncodingError", "InvalidStateError", "NotAllowedError", "NotReadableError", "NotSupportedError", "OperationError",
        "SecurityError", "TimeoutError", "TypeError", "UnknownError",
    ];

    public static string In(string? posted) => string.IsNullOrEmpty(posted) ? "" : Array.Find(Known, name => name == posted) ?? "another name";
}
