using System.Text.Json.Nodes;
using IdMelon.Provisioning;
using IdMelon.Provisioning.Browsing;

namespace WebAssemblyProgram;

/// <summary>A browser whose one window shows recorded pages, one per step, and calls for a passkey where the recorded one did.</summary>
internal sealed class ReplayedBrowser(IReadOnlyList<string> replies) : IBrowserSessionFactory
{
    public const string User = "ada@contoso.onmicrosoft.com";

    private const string Ceremony = "https://login.microsoft.com";

    private const string CreateMessage = $$$"""
        {"kind":"create","options":{"rp":{"id":"login.microsoft.com","name":"Microsoft"},"user":{"id":"AQID","name":"{{{User}}}","displayName":"Ada"},"challenge":"BAUG","pubKeyCredParams":[{"type":"public-key","alg":-7}]}}
        """;

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<IBrowserSession>(new Window(replies, options.PasskeyCalls!));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Window(IReadOnlyList<string> replies, IPasskeyCallHandler calls) : IBrowserSession
    {
        public int RoundTrips { get; private set; }

        public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
        {
            if (RoundTrips == replies.Count)
            {
                return new PageObservation.Closed();
            }

            var reply = replies[RoundTrips++];
            if (JsonNode.Parse(reply)!["afterPasskeyCall"]?.GetValue<bool>() == true)
            {
                var answer = await calls.HandleAsync(new PasskeyCall(Ceremony, Ceremony, CreateMessage), cancellationToken);
                if (!answer.Contains("\"credential\"", StringComparison.Ordinal))
                {
                    throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.CeremonyFailed));
                }
            }

            return StepProtocol.Read(reply);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
