namespace IdMelon.Provisioning.Simulator;

/// <summary>The clouds a simulated tenant can live in. Each has host names of its own; a simulator plays those of one cloud.</summary>
public enum SimulatorCloud
{
    /// <summary>The worldwide cloud, GCC included.</summary>
    Public,

    /// <summary>US Government, GCC High (L4).</summary>
    UsGovernment,

    /// <summary>US Government, DoD (L5): the same pages as L4, another Graph.</summary>
    UsGovernmentDod,

    /// <summary>China, operated by 21Vianet. Its security-info page is not known, so none is played.</summary>
    China,
}
