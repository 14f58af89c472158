using Microsoft.AspNetCore.Builder;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Marks an endpoint as one that the weather can single out.</summary>
internal sealed record WeatheredCall(EntraCall Call);

/// <summary>Marks endpoints.</summary>
internal static class WeatheredCalls
{
    public static TBuilder InWeather<TBuilder>(this TBuilder endpoint, EntraCall call)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new WeatheredCall(call));
}
