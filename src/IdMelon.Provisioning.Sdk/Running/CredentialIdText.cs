using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Running;

/// <summary>Tells whether a directory's id of a passkey is its credential id.</summary>
internal static class CredentialIdText
{
    /// <summary>Tells whether the id is that credential id in one of the encodings seen: base64url, padded base64, and base64url followed by the number of padding characters left out.</summary>
    public static bool IsSame(string id, string credentialId)
    {
        var plain = Plain(id);
        return plain == credentialId || plain == credentialId + ((4 - (credentialId.Length % 4)) % 4);
    }

    /// <summary>Tells whether the id is a credential id of that length. If it is another one, it is another passkey.</summary>
    public static bool IsOfLength(string id, int length)
    {
        var plain = Plain(id);
        return !Guid.TryParse(id, out _)
            && (plain.Length == length || (plain.Length == length + 1 && plain[^1] is '0' or '1' or '2'))
            && Base64UrlText.TryDecode(plain[..length], out _);
    }

    private static string Plain(string id) => id.Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
