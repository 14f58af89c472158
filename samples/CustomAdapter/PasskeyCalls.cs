using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.CustomAdapter;

/// <summary>Hands the pages' passkey calls over, with the origins that the browser, never the page, vouches for.</summary>
internal static class PasskeyCalls
{
    public static async Task WireAsync(IBrowserContext context, IPasskeyCallHandler handler, RoundTripCounter counter, CancellationToken gone)
    {
        var name = $"__{Guid.NewGuid():n}";
        await context.ExposeBindingAsync<string, Task<string>>(name, async (source, json) =>
        {
            counter.Increment();
            var ancestors = new List<string>();
            for (var frame = source.Frame?.ParentFrame; frame is not null; frame = frame.ParentFrame)
            {
                ancestors.Add(OriginOf(frame));
            }

            var call = new PasskeyCall(OriginOf(source.Frame), OriginOf(source.Page?.MainFrame), json) { IsCrossOrigin = ancestors.Exists(origin => origin != OriginOf(source.Frame)) };
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(gone);
            void OnLoad(object? sender, IPage page) => caller.Cancel();
            void OnDetached(object? sender, IFrame frame) => (frame == source.Frame ? caller : null)?.Cancel();
            source.Page!.DOMContentLoaded += OnLoad;
            source.Page.FrameDetached += OnDetached;
            try
            {
                return await handler.AnswerAsync(call, caller.Token);
            }
            finally
            {
                source.Page.DOMContentLoaded -= OnLoad;
                source.Page.FrameDetached -= OnDetached;
            }
        });
        await context.AddInitScriptAsync($"(() => {{ const send = globalThis['{name}']; delete globalThis['{name}']; if (send) ({PageScripts.Interception})(send); }})();");
    }

    private static string OriginOf(IFrame? frame)
    {
        while (frame is not null && PageAddress.IsInherited(frame.Url))
        {
            frame = frame.ParentFrame;
        }

        return frame is null ? PageAddress.Opaque : PageAddress.OriginOf(frame.Url);
    }
}
