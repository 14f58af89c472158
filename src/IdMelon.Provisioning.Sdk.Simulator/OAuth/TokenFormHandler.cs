using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Reads the form of a token request before the library does, so that one that cannot be read, or says a thing twice, is refused and not a fault.</summary>
internal sealed class TokenFormHandler : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractTokenRequestContext>()
        .UseSingletonHandler<TokenFormHandler>()
        .SetOrder(int.MinValue + 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public async ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!;
        if (HttpMethods.IsPost(http.Method) && http.HasFormContentType && await RefusalAsync(http).ConfigureAwait(false) is { } error)
        {
            context.Transaction.SetProperty(nameof(EntraError), error);
            context.Reject(error.Error, error.Description);
        }
    }

    /// <summary>Reads a form; the answer is what is wrong with it.</summary>
    public static async Task<EntraError?> RefusalAsync(HttpRequest http)
    {
        try
        {
            var form = await http.ReadFormAsync(http.HttpContext.RequestAborted).ConfigureAwait(false);
            return form.FirstOrDefault(field => field.Value.Count > 1).Key is { } twice ? EntraError.Duplicated(twice) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
            && !http.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return EntraError.Malformed();
        }
    }
}
