namespace IdMelon.Provisioning.BrowserExtension.Bridging;

/// <summary>A call of the browser that was not done, within this library.</summary>
internal sealed class BridgeException(BridgeProblem problem) : Exception($"The browser did not do it: {problem}.")
{
    public BridgeProblem Problem => problem;
}
