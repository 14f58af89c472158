namespace IdMelon.Provisioning.Browsers;

/// <summary>A place on another machine where browsers run.</summary>
/// <remarks>Whoever runs that place sees everything that is typed there, access passes included: use only places that may.</remarks>
public sealed class RemoteBrowser
{
    /// <summary>Names a place.</summary>
    /// <param name="kind">How it is reached.</param>
    /// <param name="address">Its address, without a user name or a password: these go into <see cref="Headers"/>.</param>
    /// <exception cref="ProvisioningException">The address does not fit the kind, or holds a password (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public RemoteBrowser(RemoteBrowserKind kind, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        string[] schemes = kind switch
        {
            RemoteBrowserKind.Grid => [Uri.UriSchemeHttp, Uri.UriSchemeHttps],
            RemoteBrowserKind.PlaywrightServer => [Uri.UriSchemeWs, Uri.UriSchemeWss],
            _ => [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeWs, Uri.UriSchemeWss],
        };
        if (!address.IsAbsoluteUri || !schemes.Contains(address.Scheme) || address.UserInfo.Length > 0)
        {
            throw new ProvisioningException(ProvisioningError.Of(
                ErrorCodes.ConfigurationInvalid, $"The address of a remote browser of the kind {kind} begins with {string.Join(" or ", schemes)} and holds no user name; credentials go into headers."));
        }

        (Kind, Address) = (kind, address);
    }

    /// <summary>Gets how it is reached.</summary>
    public RemoteBrowserKind Kind { get; }

    /// <summary>Gets its address.</summary>
    public Uri Address { get; }

    /// <summary>Gets what is sent with every connection to it, such as <c>Authorization</c>. Never logged.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyDictionary<string, SecretText> Headers { get; init; } = new Dictionary<string, SecretText>();

    /// <summary>Gets how long a browser is waited for; a Grid whose places are all taken lets callers wait.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets which browser a Grid is asked for: <c>chrome</c> or <c>MicrosoftEdge</c>.</summary>
    /// <value>The default is <c>chrome</c>.</value>
    public string BrowserName { get; init; } = "chrome";

    /// <summary>Gets whether the connection may go unencrypted to another machine. Without it, addresses with <c>http</c> or <c>ws</c> are for this machine only.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowsPlainText { get; init; }

    /// <summary>Prints kind, host and port only: paths and queries of such addresses often hold tokens.</summary>
    public override string ToString() => $"{Kind} {Address.Scheme}://{Address.Authority}";

    /// <summary>Refuses what would send typed text in clear over a network.</summary>
    /// <exception cref="ProvisioningException">The connection would not be encrypted (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public void ThrowIfUnsafe()
    {
        if (Address.Scheme is "http" or "ws" && !Address.IsLoopback && !AllowsPlainText)
        {
            throw new ProvisioningException(ProvisioningError.Of(
                ErrorCodes.ConfigurationInvalid, $"{this} is on another machine and not encrypted: what is typed, access passes too, could be read on the way. Use https or wss, or set AllowsPlainText."));
        }
    }
}
