using System.Security.Cryptography;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Wires the pages' passkey calls to their handler, in every page and frame of a window.</summary>
internal static class PasskeyBinding
{
    private const string Refusal = """{"error":{"name":"NotAllowedError","message":"The window is closing."}}""";

    public static async Task AttachAsync(IBrowserContext context, IPasskeyCallHandler handler, Action onRoundTrip, CancellationToken closing)
    {
        var name = $"__{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await context.ExposeBindingAsync<string, Task<string>>(name, (source, json) =>
        {
            // Read before anything is awaited: the frame may go on to another document meanwhile.
            var call = new PasskeyCall(OriginOf(source.Frame), OriginOf(source.Page?.MainFrame), json);
            onRoundTrip();
            return AnswerAsync(handler, call, closing);
        }).ConfigureAwait(false);
        await context.AddInitScriptAsync(
            $$"""
            (() => {
              const send = globalThis["{{name}}"];
              delete globalThis["{{name}}"];
              if (send) ({{PageScripts.Interception}})((json) => send(json));
            })();
            """).ConfigureAwait(false);
    }

    private static async Task<string> AnswerAsync(IPasskeyCallHandler handler, PasskeyCall call, CancellationToken closing)
    {
        try
        {
            return await handler.HandleAsync(call, closing).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            return Refusal;
        }
    }

    /// <summary>Gets the origin that the browser shows for a frame; documents without an address of their own have that of the frame around them.</summary>
    internal static string OriginOf(IFrame? frame)
    {
        while (frame is { Url: "about:srcdoc" or "about:blank" or "" })
        {
            frame = frame.ParentFrame;
        }

        return frame is not null && Uri.TryCreate(frame.Url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? $"{address.Scheme}://{(address.HostNameType is UriHostNameType.IPv6 ? address.Host : address.IdnHost)}{(address.IsDefaultPort ? "" : $":{address.Port}")}"
            : "null";
    }
}
