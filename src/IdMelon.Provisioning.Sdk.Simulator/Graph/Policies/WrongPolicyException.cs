namespace IdMelon.Provisioning.Simulator.Graph.Policies;

/// <summary>A member of a change that is unknown or wrong.</summary>
internal sealed class WrongPolicyException(string member) : Exception("A member of the policy is unknown or wrong.")
{
    public string Member { get; } = member;
}
