using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Nothing that is sent to a tenant is large; what is, is told so before anybody reads it. Graph says so in its own form.</summary>
internal static class BodyLimit
{
    public const long Bytes = 1024 * 1024;

    public static void UseBodyLimit(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        app.Use((context, next) =>
        {
            if (context.Request.ContentLength is not > Bytes || hosts.IsGraph(context.Request.Host.Host))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("The request is larger than the simulator takes.", context.RequestAborted);
        });
    }
}
