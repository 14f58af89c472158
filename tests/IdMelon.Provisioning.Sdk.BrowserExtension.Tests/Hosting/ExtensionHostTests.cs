using IdMelon.Provisioning.BrowserExtension.Hosting;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.BrowserExtension.Tests.Browsing;
using IdMelon.Provisioning.Requests;
using Host = IdMelon.Provisioning.BrowserExtension.Hosting.ExtensionHost;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Hosting;

/// <summary>What panels are told, and by whom they are served.</summary>
public sealed class ExtensionHostTests
{
    private const string Trusted = "http://localhost:1";
    private const string Other = "http://localhost:2";

    private static readonly PanelMessage.Provision Wish = new("r1", UserPrincipalName.Parse("ada@contoso.com"), PanelMode.Automatic) { KeepsKeys = true };

    private readonly FakeBridge bridge = new();
    private readonly Host host;

    public ExtensionHostTests()
    {
        bridge.Stored[$"local:panel/{Trusted}"] = nameof(PanelTrust.Trusted);
        host = new Host(bridge, TimeProvider.System);
        host.Connect(1, Trusted);
        host.Connect(2, Other);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_panel_that_the_operator_has_not_confirmed_is_not_told_who_is_served()
    {
        // The first question of the run waits for an answer.
        _ = host.ReceiveAsync(1, PanelProtocol.Write(Wish), Token);
        await host.ReceiveAsync(1, PanelProtocol.Write(new PanelMessage.Hello()), Token);
        await host.ReceiveAsync(2, PanelProtocol.Write(new PanelMessage.Hello()), Token);

        StatesOf(1)[^1].Serving!.User.ShouldBe(Wish.User);
        StatesOf(2).ShouldAllBe(state => state.Serving == null && state.Waiting == 0);
        bridge.Posted.Where(posted => posted.Port == 2).ShouldAllBe(posted => !posted.Text.Contains("ada@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_operator_withdraws_a_panel_what_it_asked_for_ends()
    {
        _ = host.ReceiveAsync(1, PanelProtocol.Write(Wish), Token);
        await host.ReceiveAsync(1, PanelProtocol.Write(new PanelMessage.Hello()), Token);
        bridge.Stored[$"local:panel/{Trusted}"] = nameof(PanelTrust.Refused);

        await host.RefreshAsync(Token);

        (await EndAsync()).ShouldBe("r1");
    }

    [Fact]
    public async Task A_wish_that_cannot_be_read_is_refused_by_its_own_name()
    {
        await host.ReceiveAsync(1, """{"v":1,"type":"provision","requestId":"r9","user":"ada@contoso.com","mode":"Automatic","fromAnotherRelease":1}""", Token);

        var refused = Of(1).OfType<ExtensionMessage.Refused>().ShouldHaveSingleItem();
        (refused.RequestId, refused.Error.Code).ShouldBe(("r9", ErrorCodes.ExtensionMessageBroken));
    }

    [Fact]
    public async Task A_storage_that_fails_leaves_nobody_waiting()
    {
        bridge.Replies["get"] = FakeBridge.Problem("other");

        await host.ReceiveAsync(1, PanelProtocol.Write(Wish), Token);

        var refused = Of(1).OfType<ExtensionMessage.Refused>().ShouldHaveSingleItem();
        (refused.RequestId, refused.Error.Code).ShouldBe(("r1", ErrorCodes.JournalFailed));
    }

    [Fact]
    public async Task Once_the_panel_is_gone_nobody_is_said_to_be_served()
    {
        var serving = host.ReceiveAsync(1, PanelProtocol.Write(Wish), Token);
        await host.RefreshAsync(Token);
        bridge.Stored["session:serving"].ShouldContain("ada@contoso.com");

        host.Disconnect(1);
        await serving;

        bridge.Stored["session:serving"].ShouldBeEmpty();
        (await new ExtensionStorage(bridge).ReadServingAsync(Token)).ShouldBeNull();
    }

    private List<ExtensionMessage> Of(int port)
    {
        lock (bridge.Posted)
        {
            return [.. bridge.Posted.Where(posted => posted.Port == port).Select(posted => PanelProtocol.ReadFromExtension(posted.Text).Value)];
        }
    }

    private List<ExtensionMessage.State> StatesOf(int port) => [.. Of(port).OfType<ExtensionMessage.State>()];

    // A run that was cancelled has cleaned up when its record comes.
    private async Task<string?> EndAsync()
    {
        while (true)
        {
            foreach (var message in Of(1))
            {
                switch (message)
                {
                    case ExtensionMessage.Finished finished:
                        return finished.Record.RequestId;
                    case ExtensionMessage.Refused refused:
                        return refused.RequestId;
                }
            }

            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }
    }
}
