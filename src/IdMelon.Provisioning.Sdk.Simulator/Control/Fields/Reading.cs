namespace IdMelon.Provisioning.Simulator.Control.Fields;

/// <summary>A value that was read from JSON, or why it could not be.</summary>
internal readonly record struct Reading<T>(T Value, ControlError? Error = null)
{
    public static implicit operator Reading<T>(ControlError error) => new(default!, error);

    public Reading<TOther> Then<TOther>(Func<T, TOther> map) => Error is null ? new Reading<TOther>(map(Value)) : Error;
}
