using System.Text.Json.Serialization;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What a panel says to the extension.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Provision), "provision")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Resume), "resume")]
[JsonDerivedType(typeof(EndWindow), "end-window")]
[JsonDerivedType(typeof(Answer), "answer")]
public abstract record PanelMessage
{
    private protected PanelMessage() { }

    /// <summary>Gets the protocol's version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = PanelProtocol.Version;

    /// <summary>Prints the kind of message only: an answer may hold an access pass.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Asks how things stand; answered by <see cref="ExtensionMessage.State"/>, and once more whenever that changes.</summary>
    public sealed record Hello : PanelMessage;

    /// <summary>Asks for a passkey for a user; answered by <see cref="ExtensionMessage.Queued"/> or <see cref="ExtensionMessage.Refused"/>, in the end by <see cref="ExtensionMessage.Finished"/>.</summary>
    /// <param name="RequestId">The request: at most one passkey is made for it.</param>
    /// <param name="User">The user.</param>
    /// <param name="Mode">What is to be done.</param>
    public sealed record Provision(string RequestId, UserPrincipalName User, PanelMode Mode) : PanelMessage
    {
        /// <summary>Gets the passkey's name.</summary>
        /// <value>The default is null: that of <see cref="ProvisioningRequest.PasskeyName"/>.</value>
        public string? PasskeyName { get; init; }

        /// <summary>Gets the language that pages are asked for; null asks for none.</summary>
        public LanguageTag? PageLanguage { get; init; }

        /// <summary>Gets the cloud.</summary>
        public EntraCloud Cloud { get; init; } = EntraCloud.Public;

        /// <summary>Gets how the access pass is issued.</summary>
        public AccessPassWish AccessPass { get; init; } = new();

        /// <summary>Gets how long a person at the window is waited for; null asks nobody in the automatic mode, and is <see cref="ProvisioningRequest.DefaultHandOver"/> in the others.</summary>
        public TimeSpan? HandOver { get; init; }

        /// <summary>Gets whether in the manual mode an access pass is issued and shown by <see cref="PanelParts.Operator"/>.</summary>
        public bool ShowsAccessPass { get; init; }

        /// <summary>Gets where the window of the capture mode begins; an https address. No other mode has one.</summary>
        public Uri? CaptureAddress { get; init; }

        /// <summary>Gets whether the panel's vault keeps keys as the tenant demands. A run is refused otherwise.</summary>
        public bool KeepsKeys { get; init; }

        /// <summary>Gets how the extension makes the key itself and seals it for the panel's vault; null leaves it to the panel's server.</summary>
        public BrowserKeysWish? BrowserKeys { get; init; }
    }

    /// <summary>Ends a run, or takes a request out of the queue. What a run has begun is cleaned up first.</summary>
    /// <param name="RequestId">The request.</param>
    public sealed record Cancel(string RequestId) : PanelMessage;

    /// <summary>Takes a run up again that ended with the browser (<see cref="ExtensionMessage.State.Interrupted"/>): removes what it left, then runs the same request.</summary>
    /// <param name="RequestId">The request.</param>
    public sealed record Resume(string RequestId) : PanelMessage;

    /// <summary>Ends the window of a run that is left to a person, as if the person had closed it. What was registered until then counts.</summary>
    /// <param name="RequestId">The request.</param>
    public sealed record EndWindow(string RequestId) : PanelMessage;

    /// <summary>Answers a question of the extension.</summary>
    /// <param name="Call">The number of <see cref="ExtensionMessage.Ask"/>.</param>
    /// <param name="Body">The answer.</param>
    public sealed record Answer(int Call, AnswerBody Body) : PanelMessage;
}
