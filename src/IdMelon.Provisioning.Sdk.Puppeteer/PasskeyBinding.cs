using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Wires the pages' passkey calls to their handler: a call comes in through a binding, its answer goes back as an event.</summary>
internal sealed class PasskeyBinding(IPasskeyCallHandler handler, RoundTripCounter counter, CancellationToken closing)
{
    private const string Deliver = "(type, detail) => { dispatchEvent(new CustomEvent(type, { detail })); }";
    private const string Refusal = """{"error":{"name":"NotAllowedError"}}""";

    private readonly string events = RandomName();

    /// <summary>Gets the name under which the browser puts the binding into each new window object; the script takes it away at once.</summary>
    public string Name { get; } = RandomName();

    /// <summary>Gets what is run in each new document before its own scripts.</summary>
    public string Script =>
        $$"""
        (() => {
          const call = globalThis["{{Name}}"];
          delete globalThis["{{Name}}"];
          if (!call) return;
          const { Promise, addEventListener } = globalThis;
          const { apply } = Reflect;
          let count = 0;
          const send = (json) => new Promise((resolve) => {
            const type = `{{events}}${++count}`;
            apply(addEventListener, globalThis, [type, (event) => resolve(event.detail), { once: true }]);
            call(`${type} ${json}`);
          });
          ({{PageScripts.Interception}})(send);
        })();
        """;

    /// <summary>Answers one call.</summary>
    /// <param name="document">Who calls.</param>
    /// <param name="payload">What its script sent: the name of the event that it waits for, a blank, and the message.</param>
    /// <param name="read">Makes the call of the message; runs before anything is awaited, because the frame may go on to another document meanwhile.</param>
    public async Task AnswerAsync(PageDocument document, string payload, Func<string, PasskeyCall> read)
    {
        if (payload.Split(' ', 2) is not [var type, var json])
        {
            return;
        }

        var call = read(json);

        // The thread that came here reads for all windows.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var answer = Refusal;
        try
        {
            var answering = handler.AnswerAsync(call, gone.Token);
            if (await Task.WhenAny(answering, document.Gone).ConfigureAwait(false) == document.Gone)
            {
                await gone.CancelAsync().ConfigureAwait(false);
            }

            answer = await answering.ConfigureAwait(false);
        }
        finally
        {
            counter.Increment();
            document.Session.SendAsync("Runtime.callFunctionOn", new JsonObject
            {
                ["functionDeclaration"] = Deliver,
                ["uniqueContextId"] = document.World,
                ["arguments"] = new JsonArray(new JsonObject { ["value"] = type }, new JsonObject { ["value"] = answer }),
                ["silent"] = true,
            }).Forget();
        }
    }

    private static string RandomName() => $"__{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
}
