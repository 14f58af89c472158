using System.Security.Cryptography;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using OpenQA.Selenium.BiDi;
using OpenQA.Selenium.BiDi.Browser;
using OpenQA.Selenium.BiDi.Script;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Wires the pages' passkey calls to their handler, in every page and frame of a window.</summary>
internal sealed class PasskeyChannel(RunningBrowser browser, IPasskeyCallHandler handler, RoundTripCounter counter)
{
    // What is sent is an object that the page keeps nowhere else, with the function that takes the answer.
    private static readonly string Script = $$"""
        (channel) => {
          const { Promise } = globalThis;
          ({{PageScripts.Interception}})((json) => new Promise((resolve) => channel({ __proto__: null, json, resolve })));
        }
        """;

    private readonly string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public Task<AddPreloadScriptResult> AttachAsync(UserContext window) => browser.AskAsync((bidi, token) => bidi.Script.AddPreloadScriptAsync(
        Script,
        new() { Arguments = [new ChannelLocalValue(new(new Channel(bidi, id)) { Ownership = ResultOwnership.Root })], UserContexts = [window] },
        token));

    public void Hear(PageDocument caller, MessageEventArgs message)
    {
        if (message.Channel.Id == id && message.Data is ObjectRemoteValue { Handle: { } call, Value: { } members }
            && members.FirstOrDefault(member => member is [StringRemoteValue { Value: "json" }, _], []) is [_, StringRemoteValue json])
        {
            _ = AnswerAsync(CallOf(caller, json.Value), caller, call);
        }
    }

    private async Task AnswerAsync(PasskeyCall call, PageDocument caller, Handle handle)
    {
        var answer = await handler.AnswerAsync(call, caller.Gone).ConfigureAwait(false);
        counter.Increment();
        try
        {
            await browser.AskAsync((bidi, token) => bidi.Script.CallFunctionAsync(
                "(call, answer) => call.resolve(answer)",
                false,
                new RealmTarget(caller.Realm),
                new() { Arguments = [new RemoteObjectReferenceLocalValue(handle), answer] },
                token)).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None)
        {
            // The document went away without waiting for it.
            return;
        }
    }

    private PasskeyCall CallOf(PageDocument caller, string json)
    {
        var isCrossOrigin = false;
        for (var outer = caller.Frame.Outer; outer is not null; outer = outer.Outer)
        {
            isCrossOrigin |= outer.Origin != caller.Origin;
        }

        var top = caller.Frame.Top;
        return new PasskeyCall(caller.Origin, caller.Frame == top ? caller.Origin : top.Origin, json)
        {
            IsCrossOrigin = isCrossOrigin,
            BrowserAuthenticator = new DevToolsAuthenticator(async token => new DevToolsSession(browser, await top.DevTools.WaitAsync(token).ConfigureAwait(false), counter)),
        };
    }
}
