namespace IdMelon.Provisioning.Browsers;

/// <summary>Which browsers are used, and how; each adapter adds what only its driver knows.</summary>
public abstract class BrowserOptions
{
    /// <summary>Gets or sets the path of a Chromium, Chrome or Edge on this machine.</summary>
    /// <value>The default is null: <see cref="BrowserFinder"/> looks on the path and in the usual places.</value>
    public string? ExecutablePath { get; set; }

    /// <summary>Gets or sets whether the browser runs without showing its windows.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Headless { get; set; } = true;

    /// <summary>Gets or sets further command-line arguments of the browser.</summary>
    /// <remarks>Arguments that switch off the sandbox or the check of certificates are refused; trust is extended by <c>--ignore-certificate-errors-spki-list</c> only.</remarks>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Gets or sets when the browser may run without its sandbox.</summary>
    /// <value>The default is <see cref="SandboxPolicy.OffAsRoot"/>.</value>
    public SandboxPolicy Sandbox { get; set; } = SandboxPolicy.OffAsRoot;

    /// <summary>Gets or sets the proxy that every window goes through, such as <c>http://proxy.contoso.com:8080</c>, as the browser's machine sees it.</summary>
    /// <value>The default is null: as the browser is set up.</value>
    public Uri? Proxy { get; set; }

    /// <summary>Gets or sets the browsers on other machines that are used instead of this one's.</summary>
    /// <value>The default is none: browsers run on this machine.</value>
    public IReadOnlyList<RemoteBrowser> Remote { get; set; } = [];

    /// <summary>Gets or sets how many windows and browsers there may be, and when a browser is replaced.</summary>
    public BrowserPoolOptions Pool { get; set; } = new();
}
