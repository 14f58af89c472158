namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>Tells browsers what the panel's pages may do, and refuses other names of this machine: a page of another site must not reach the panel by a name of its own.</summary>
internal sealed class PageRules(RequestDelegate next, TenantAccess access)
{
    private readonly string contentRules =
        $"default-src 'self'; connect-src 'self' ws://localhost:*; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self' https://{access.Settings.Cloud.AuthorityHost}";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Host.Host != "localhost")
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentSecurityPolicy = contentRules;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
