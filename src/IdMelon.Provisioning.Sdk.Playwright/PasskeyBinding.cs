using System.Security.Cryptography;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Wires the pages' passkey calls to their handler, in every page and frame of a window.</summary>
internal static class PasskeyBinding
{
    public static async Task AttachAsync(IBrowserContext context, IPasskeyCallHandler handler, RoundTripCounter counter, CancellationToken closing)
    {
        var name = $"__{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await context.ExposeBindingAsync<string, Task<string>>(name, (source, json) =>
        {
            // Read before anything is awaited: the frame may go on to another document meanwhile.
            var call = CallOf(source, json, counter);
            counter.Increment();
            return AnswerAsync(handler, call, source, closing);
        }).ConfigureAwait(false);
        await context.AddInitScriptAsync(
            $$"""
            (() => {
              const send = globalThis["{{name}}"];
              delete globalThis["{{name}}"];
              // The driver writes its messages as JSON. Libraries of pages that teach their objects to write themselves would garble them.
              const { defineProperty, getOwnPropertyDescriptor } = Object;
              const teachable = [Object.prototype, Array.prototype, String.prototype];
              const sendPlain = (json) => {
                const taught = teachable.map((prototype) => [prototype, getOwnPropertyDescriptor(prototype, 'toJSON')]).filter(([, lesson]) => lesson?.configurable);
                try {
                  for (const [prototype] of taught) delete prototype.toJSON;
                  return send(json);
                } finally {
                  for (const [prototype, lesson] of taught) defineProperty(prototype, 'toJSON', lesson);
                }
              };
              if (send) ({{PageScripts.Interception}})(sendPlain);
            })();
            """).ConfigureAwait(false);
    }

    private static async Task<string> AnswerAsync(IPasskeyCallHandler handler, PasskeyCall call, BindingSource source, CancellationToken closing)
    {
        using var caller = new CallingDocument(source, closing);
        return await handler.AnswerAsync(call, caller.Gone).ConfigureAwait(false);
    }

    private static PasskeyCall CallOf(BindingSource source, string json, RoundTripCounter counter)
    {
        var origin = OriginOf(source.Frame);
        var isCrossOrigin = false;
        for (var frame = source.Frame?.ParentFrame; frame is not null; frame = frame.ParentFrame)
        {
            isCrossOrigin |= OriginOf(frame) != origin;
        }

        return new PasskeyCall(origin, OriginOf(source.Page?.MainFrame), json)
        {
            IsCrossOrigin = isCrossOrigin,
            BrowserAuthenticator = source.Page is { } page ? new DevToolsAuthenticator(token => DevToolsSession.AttachAsync(page, counter, token)) : null,
        };
    }

    /// <summary>Gets the origin that the browser shows for a frame; documents without an address of their own have that of the frame around them.</summary>
    private static string OriginOf(IFrame? frame)
    {
        while (frame is not null && PageAddress.IsInherited(frame.Url))
        {
            frame = frame.ParentFrame;
        }

        return frame is null ? PageAddress.Opaque : PageAddress.OriginOf(frame.Url);
    }
}
