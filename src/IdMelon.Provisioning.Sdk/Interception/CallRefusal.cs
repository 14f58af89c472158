using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Interception;

/// <summary>Why a page's call is refused: as the page gets to know it, and as the run does.</summary>
/// <param name="Name">The name of the exception that the page gets: that of a DOMException, or <c>TypeError</c>.</param>
/// <param name="Message">What the page may read; says nothing about users or credentials.</param>
/// <param name="Error">The error for this side.</param>
internal sealed record CallRefusal(string Name, string Message, ProvisioningError Error)
{
    // Pages may not learn why: what they could tell apart they could use to track people (WebAuthn Level 3 §14.5).
    private const string Silent = "The operation either timed out or was not allowed.";

    /// <summary>Gets the answer to a call that the page has called off.</summary>
    public static CallRefusal CalledOff { get; } = new("AbortError", "The request was called off.", ProvisioningError.Of(ErrorCodes.Cancelled));

    /// <summary>Gets the answer to a call whose time or whose window is over.</summary>
    public static CallRefusal Ended { get; } = new("NotAllowedError", Silent, ProvisioningError.Of(ErrorCodes.Cancelled));

    /// <summary>Gets the answer to a call while another one is being answered.</summary>
    public static CallRefusal Busy { get; } = new("OperationError", "A request is already pending.", ProvisioningError.Of(ErrorCodes.CeremonyFailed));

    /// <summary>Something is not what WebIDL or the standard says.</summary>
    public static CallRefusal Malformed(string message) => new("TypeError", message, ProvisioningError.Of(ErrorCodes.WebAuthnMalformed, message));

    /// <summary>The options are well-formed, but not what browsers take.</summary>
    public static CallRefusal Wrong(string name, string message) => new(name, message, ProvisioningError.Of(ErrorCodes.WebAuthnMalformed, message));

    /// <summary>The options ask for what nobody here can do.</summary>
    public static CallRefusal Unsupported(string message) => new("NotSupportedError", message, ProvisioningError.Of(ErrorCodes.CeremonyUnsupported, message));

    /// <summary>Origin and rp id do not belong together.</summary>
    public static CallRefusal Foreign(string message) => new("SecurityError", message, ProvisioningError.Of(ErrorCodes.CeremonyForeign, message));

    /// <summary>Somebody or something said no.</summary>
    public static CallRefusal Denied(ProvisioningError error) => error.Code switch
    {
        ErrorCodes.CeremonyExcluded => new("InvalidStateError", "The authenticator holds one of the excluded credentials.", error),
        _ => new("NotAllowedError", Silent, error),
    };

    /// <summary>Writes the refusal for the page's script.</summary>
    public string ToJson() => new JsonObject { ["error"] = new JsonObject { ["name"] = Name, ["message"] = Message } }.ToJsonString();
}
