using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.Pages;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed partial class OutboundTests : PagesFixture
{
    [Fact]
    public async Task Nothing_is_sent_out_and_no_name_is_looked_up()
    {
        using var sockets = new SocketEvents();
        using var vendor = new VendorChain(Guid.Empty);

        await SignInAsync();
        await Window.RegisterAsync(challenge => Registration.Packed(Guid.Empty, vendor) with { Challenge = challenge });

        Ada.Passkeys.ShouldHaveSingleItem();
        sockets.Connections.ShouldNotBeEmpty();
        sockets.Connections.ShouldAllBe(address => IPv4Loopback().IsMatch(address));
        sockets.Lookups.ShouldBeEmpty();
    }

    /// <summary>A socket address as the runtime traces it: family, size, then port and address as bytes.</summary>
    [GeneratedRegex(@"^InterNetwork:16:\{\d+,\d+,127,0,0,1,")]
    private static partial Regex IPv4Loopback();

    /// <summary>What this whole process connects to and looks up.</summary>
    private sealed class SocketEvents : EventListener
    {
        public ConcurrentBag<string> Connections { get; } = [];

        public ConcurrentBag<string> Lookups { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            switch (eventData.EventName)
            {
                case "ConnectStart":
                    Connections.Add((string)eventData.Payload![0]!);
                    break;
                case "ResolutionStart":
                    Lookups.Add((string)eventData.Payload![0]!);
                    break;
            }
        }
    }
}
