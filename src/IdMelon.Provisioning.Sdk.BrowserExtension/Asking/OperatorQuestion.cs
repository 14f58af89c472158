using System.Text.Json.Serialization;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>What the extension asks the operator in its own window.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Creation), "creation")]
[JsonDerivedType(typeof(Site), "site")]
public abstract record OperatorQuestion
{
    private protected OperatorQuestion(string id, UserPrincipalName user) => (Id, User) = (id, user);

    /// <summary>Gets the question's own id.</summary>
    public string Id { get; init; }

    /// <summary>Gets the user whom the run is about.</summary>
    public UserPrincipalName User { get; init; }

    /// <summary>Whether a page may have a passkey, which is assigned to the user.</summary>
    public sealed record Creation : OperatorQuestion
    {
        /// <summary>Makes a question.</summary>
        /// <param name="id">Its own id.</param>
        /// <param name="user">The user to whom the passkey will be assigned.</param>
        /// <param name="relyingPartyId">The rp id, checked as a browser does.</param>
        /// <param name="origin">The origin that asks.</param>
        /// <param name="topOrigin">The origin of the page around it.</param>
        public Creation(string id, UserPrincipalName user, string relyingPartyId, string origin, string topOrigin)
            : base(id, user) => (RelyingPartyId, Origin, TopOrigin) = (relyingPartyId, origin, topOrigin);

        /// <summary>Gets the rp id.</summary>
        public string RelyingPartyId { get; init; }

        /// <summary>Gets the origin that asks.</summary>
        public string Origin { get; init; }

        /// <summary>Gets the origin of the page around it; another one if a frame asks.</summary>
        public string TopOrigin { get; init; }

        /// <summary>Gets what the page calls itself. Text from outside: show it as text only.</summary>
        public string RelyingPartyName { get; init; } = "";

        /// <summary>Gets the account there, in the page's words. Text from outside.</summary>
        public string AccountName { get; init; } = "";
    }

    /// <summary>Whether the extension may answer passkey calls at a site. A yes counts once the browser has given the permission.</summary>
    public sealed record Site : OperatorQuestion
    {
        /// <summary>Makes a question.</summary>
        /// <param name="id">Its own id.</param>
        /// <param name="user">The user for whom passkeys are to be captured.</param>
        /// <param name="host">The site's host.</param>
        /// <param name="pattern">The permission, as the browser names it.</param>
        public Site(string id, UserPrincipalName user, string host, string pattern)
            : base(id, user) => (Host, Pattern) = (host, pattern);

        /// <summary>Gets the site's host.</summary>
        public string Host { get; init; }

        /// <summary>Gets the permission, as the browser names it.</summary>
        public string Pattern { get; init; }
    }
}
