namespace IdMelon.Provisioning.Simulator.Graph.OData;

/// <summary>A query that makes no sense, or asks for something the simulator does not do.</summary>
internal sealed class ODataException(string message) : Exception(message);
