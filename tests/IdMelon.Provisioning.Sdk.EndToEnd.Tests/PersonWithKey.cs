using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Has the key at hand when the browser asks for one: the virtual authenticator plays it.</summary>
internal sealed class PersonWithKey(IPasskeyCallHandler inner) : IPasskeyCallHandler
{
    public async Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
    {
        var answer = await inner.HandleAsync(call, cancellationToken);
        if (answer.Contains("native", StringComparison.Ordinal) && call.MessageJson.Contains("\"create\"", StringComparison.Ordinal))
        {
            await call.BrowserAuthenticator!.PrepareAsync(null, cancellationToken);
        }

        return answer;
    }
}
