namespace IdMelon.Provisioning.Requests;

/// <summary>Who makes the passkey of a request.</summary>
public enum AuthenticatorKind
{
    /// <summary>The authenticator that the program brings: software, or a vendor's backend.</summary>
    Software,

    /// <summary>The browser's own virtual authenticator, which exercises the browser's genuine checks. Its AAGUID is the browser's, <c>01020304-0506-0708-0102-030405060708</c> in Chromium, and cannot be chosen.</summary>
    Browser,

    /// <summary>A person with a real key, in the browser's own dialog. The private key stays in that key: only the record is kept.</summary>
    Attended,
}
