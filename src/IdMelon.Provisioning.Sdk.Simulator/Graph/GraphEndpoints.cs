using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The addresses of Graph.</summary>
internal static class GraphEndpoints
{
    public static IServiceCollection AddGraph(this IServiceCollection services) => services
        .AddSingleton<GraphPipeline>()
        .AddSingleton<UserCalls>()
        .AddSingleton<AccessPassCalls>()
        .AddSingleton<PasskeyCalls>();

    public static void MapGraph(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        var pipeline = app.Services.GetRequiredService<GraphPipeline>();
        var routes = app.Services.GetRequiredService<UserCalls>().Routes()
            .Concat(app.Services.GetRequiredService<AccessPassCalls>().Routes())
            .Concat(app.Services.GetRequiredService<PasskeyCalls>().Routes());
        foreach (var route in routes)
        {
            RequestDelegate run = context => pipeline.RunAsync(context, route);
            app.MapMethods(route.Pattern, [route.Method], run).RequireHost(hosts.Graph);
        }

        // A catch-all endpoint would hide "wrong method" on the other hosts.
        app.Use((context, next) => context.GetEndpoint() is null && hosts.IsGraph(context.Request.Host.Host)
            ? pipeline.RefuseAsync(context)
            : next(context));
    }
}
