namespace IdMelon.Provisioning.Conformance;

/// <summary>Says which port a suite proves implementations of.</summary>
/// <param name="port">The interface.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProvesAttribute(Type port) : Attribute
{
    /// <summary>Gets the interface.</summary>
    public Type Port { get; } = port;
}
