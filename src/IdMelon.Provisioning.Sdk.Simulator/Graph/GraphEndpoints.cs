using IdMelon.Provisioning.Simulator.Graph.Policies;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The hosts of Graph.</summary>
internal static class GraphEndpoints
{
    public static IServiceCollection AddGraph(this IServiceCollection services) => services
        .AddSingleton<GraphPipeline>()
        .AddSingleton<GraphReplyWriter>()
        .AddSingleton<GraphThrottle>()
        .AddSingleton<MethodAudits>()
        .AddSingleton<ProvisioningChallenges>()
        .AddSingleton<IGraphCalls, UserCalls>()
        .AddSingleton<IGraphCalls, GroupCalls>()
        .AddSingleton<IGraphCalls, MembershipCalls>()
        .AddSingleton<IGraphCalls, AccessPassCalls>()
        .AddSingleton<IGraphCalls, PasskeyCalls>()
        .AddSingleton<IGraphCalls, PasskeyRegistrationCalls>()
        .AddSingleton<IGraphCalls, PolicyCalls>()
        .AddSingleton<IGraphCalls, AuditCalls>();

    public static void MapGraph(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        var pipeline = app.Services.GetRequiredService<GraphPipeline>();
        app.Use((context, next) => hosts.IsGraph(context.Request.Host.Host) ? pipeline.RunAsync(context) : next(context));
    }
}
