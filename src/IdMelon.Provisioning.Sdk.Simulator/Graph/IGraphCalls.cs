namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Calls that belong together.</summary>
internal interface IGraphCalls
{
    IEnumerable<GraphRoute> Routes();
}
