namespace IdMelon.Provisioning.Playwright;

/// <summary>Which browser is started, and how.</summary>
public sealed class PlaywrightBrowserOptions
{
    /// <summary>Gets or sets the path of a Chromium, Chrome or Edge.</summary>
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
}
