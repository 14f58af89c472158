namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>A part of the control interface.</summary>
internal interface IControlResource
{
    /// <summary>Gets the addresses it answers.</summary>
    IEnumerable<ControlRoute> Routes { get; }
}
