using System.Collections.Concurrent;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>Answers passkey calls with what a test has prepared, and keeps them. Thread-safe.</summary>
public sealed class ScriptedPasskeys : IPasskeyCallHandler
{
    /// <summary>A credential as the handlers of this SDK answer it; its bytes mean nothing.</summary>
    public const string Credential = """
        {"credential":{"id":"AQID","rawId":"AQID","type":"public-key","authenticatorAttachment":"platform","response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"_-8",
        "publicKey":"MFk","publicKeyAlgorithm":-7,"transports":["internal"]},"clientExtensionResults":{"credProps":{"rk":true}}}}
        """;

    private readonly ConcurrentQueue<PasskeyCall> calls = new();

    /// <summary>Gets the calls so far.</summary>
    public IReadOnlyList<PasskeyCall> Calls => [.. calls];

    /// <summary>Gets or sets what is answered.</summary>
    public Func<PasskeyCall, CancellationToken, Task<string>> Answer { get; set; } = (_, _) => Task.FromResult(Credential);

    /// <inheritdoc/>
    public Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
    {
        calls.Enqueue(call);
        return Answer(call, cancellationToken);
    }
}
