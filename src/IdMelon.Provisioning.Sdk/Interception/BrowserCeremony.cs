namespace IdMelon.Provisioning.Interception;

/// <summary>Who makes the credentials where the browser itself is left to it.</summary>
public enum BrowserCeremony
{
    /// <summary>The browser's virtual authenticator; the private key is taken out of it before the page sees the credential.</summary>
    VirtualAuthenticator,

    /// <summary>A person with a key of their own; no private key comes out.</summary>
    Person,
}
