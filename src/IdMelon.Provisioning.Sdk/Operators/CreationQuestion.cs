using System.Globalization;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Operators;

/// <summary>A page that asks for a passkey, as the operator is asked about it.</summary>
/// <remarks>Rp id and origins are true: they were checked as a browser does. The names are the page's own words, without control and formatting characters and cut to a length that can be shown.</remarks>
public sealed record CreationQuestion
{
    private const int LongestName = 64;

    /// <summary>Makes a question.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="user">The user to whom the passkey will be assigned.</param>
    /// <param name="relyingPartyId">The rp id.</param>
    /// <param name="origin">The origin that asks.</param>
    /// <param name="topOrigin">The origin of the page around it.</param>
    public CreationQuestion(string requestId, UserPrincipalName user, string relyingPartyId, string origin, string topOrigin)
    {
        RequestId = requestId;
        User = user;
        RelyingPartyId = relyingPartyId;
        Origin = origin;
        TopOrigin = topOrigin;
    }

    /// <summary>Gets the request.</summary>
    public string RequestId { get; }

    /// <summary>Gets the user to whom the passkey will be assigned.</summary>
    public UserPrincipalName User { get; }

    /// <summary>Gets the rp id: for whose sites the passkey will be good.</summary>
    public string RelyingPartyId { get; }

    /// <summary>Gets the origin that asks.</summary>
    public string Origin { get; }

    /// <summary>Gets the origin of the page around it; another one if a frame asks.</summary>
    public string TopOrigin { get; }

    /// <summary>Gets what the page calls itself.</summary>
    public string RelyingPartyName { get; init => field = Shown(value); } = "";

    /// <summary>Gets the account there, in the page's words.</summary>
    public string AccountName { get; init => field = Shown(value); } = "";

    private static string Shown(string text)
    {
        var shown = string.Concat(text.EnumerateRunes().Where(IsShown)).Trim();
        return shown.Length <= LongestName ? shown : string.Concat(shown.EnumerateRunes().Take(LongestName - 1)) + "…";
    }

    private static bool IsShown(System.Text.Rune rune) =>
        System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
