using System.Reflection;

namespace IdMelon.Provisioning.Browsing;

/// <summary>The scripts that every adapter runs unchanged.</summary>
public static class PageScripts
{
    /// <summary>Gets the script that acts and captures: a function expression that takes the list of <see cref="StepProtocol.Write"/> and returns a promise of the text for <see cref="StepProtocol.Read"/>.</summary>
    public static string Step { get; } = Read("step.js");

    /// <summary>Gets the script that hands passkey calls over: a function expression that takes a function <c>send(json) → Promise&lt;json&gt;</c>.</summary>
    public static string Interception { get; } = Read("interception.js");

    private static string Read(string name)
    {
        using var stream = typeof(PageScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
