using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Requests;

/// <summary>The sign-in name of a user, such as <c>ada@contoso.com</c>, compared without case.</summary>
public readonly record struct UserPrincipalName
{
    // The sign-in page's own field takes 113 characters.
    private const int MaximumLength = 113;

    private readonly string? text;

    private UserPrincipalName(string text) => this.text = text;

    /// <summary>Gets a form for logs that shows no whole name: <c>a…@contoso.com</c>.</summary>
    public string Masked
    {
        get
        {
            var name = ToString();
            var at = name.LastIndexOf('@');
            return at < 1 ? "…" : $"{name[0]}…{name[at..]}";
        }
    }

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">It is not a user principal name.</exception>
    public static UserPrincipalName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException("A user principal name looks like 'name@domain', has no blanks or control characters and at most 113 characters.");

    /// <summary>Tries to read a name; surrounding blanks are dropped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserPrincipalName name)
    {
        var trimmed = text?.Trim() ?? "";
        var at = trimmed.LastIndexOf('@');
        var valid = at > 0 && at < trimmed.Length - 1 && trimmed.Length <= MaximumLength && !trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '/' or '\\');
        name = valid ? new UserPrincipalName(trimmed) : default;
        return valid;
    }

    /// <inheritdoc/>
    public bool Equals(UserPrincipalName other) => string.Equals(text, other.text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(text ?? "");

    /// <inheritdoc/>
    public override string ToString() => text ?? "";
}
