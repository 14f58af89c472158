namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>The one application registered in the tenant.</summary>
internal sealed record SimulatorApplication(string ClientId, string ClientSecret)
{
    public override string ToString() => $"SimulatorApplication {{ ClientId = {ClientId} }}";
}
