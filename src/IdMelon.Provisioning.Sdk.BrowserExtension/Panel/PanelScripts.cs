namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What a panel's page runs.</summary>
public static class PanelScripts
{
    /// <summary>Gets the relay: an ES module that exports <c>connect(extensionId, onText, onGone)</c>, a promise of an object with <c>post(text)</c> and <c>close()</c>, or of null if the extension is not there.</summary>
    public static string Relay { get; } = Read("panel-relay.js");

    private static string Read(string name)
    {
        using var stream = typeof(PanelScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
