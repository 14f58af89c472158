using System.Text.Json.Serialization;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What the extension says to a panel.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(State), "state")]
[JsonDerivedType(typeof(Queued), "queued")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Hint), "hint")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record ExtensionMessage
{
    private protected ExtensionMessage() { }

    /// <summary>Gets the protocol's version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = PanelProtocol.Version;

    /// <summary>Prints the kind of message only.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>How things stand.</summary>
    /// <param name="ExtensionVersion">The extension's version.</param>
    /// <param name="Browser">The browser.</param>
    /// <param name="IsPrivateAllowed">Whether the operator has switched on <em>Allow in Incognito</em> or <em>Allow in InPrivate</em>.</param>
    /// <param name="MissingPermissions">The address patterns of hosts that the operator has withdrawn from the extension.</param>
    /// <param name="Trust">Whether the operator has confirmed this panel.</param>
    /// <param name="IsPrivateWindowOpen">Whether a private window is open that is none of the extension's; a run is refused meanwhile, because private windows share their cookies.</param>
    public sealed record State(string ExtensionVersion, BrowserVersion Browser, bool IsPrivateAllowed, IReadOnlyList<string> MissingPermissions, PanelTrust Trust, bool IsPrivateWindowOpen) : ExtensionMessage
    {
        /// <summary>Gets who is being served, in this or another tab; null if nobody is.</summary>
        public ServedRequest? Serving { get; init; }

        /// <summary>Gets how many requests wait.</summary>
        public int Waiting { get; init; }

        /// <summary>Gets this panel's runs that ended with the browser before they were over.</summary>
        public IReadOnlyList<InterruptedRun> Interrupted { get; init; } = [];
    }

    /// <summary>A request was taken.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Ahead">How many come before it; 0 is served now.</param>
    public sealed record Queued(string RequestId, int Ahead) : ExtensionMessage;

    /// <summary>A question, to be answered by <see cref="PanelMessage.Answer"/>.</summary>
    /// <param name="Call">Its number, unique on this connection.</param>
    /// <param name="RequestId">The request that it is for.</param>
    /// <param name="Body">The question.</param>
    public sealed record Ask(int Call, string RequestId, AskBody Body) : ExtensionMessage;

    /// <summary>An entry of the journal.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Line">The entry.</param>
    public sealed record Progress(string RequestId, PanelProgress Line) : ExtensionMessage;

    /// <summary>What the person at the window is to do next.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Kind">What to do.</param>
    /// <param name="PasskeyName">The name that is wanted for the passkey.</param>
    /// <param name="Until">Until when the window is left to the person.</param>
    public sealed record Hint(string RequestId, OperatorHintKind Kind, string PasskeyName, DateTimeOffset Until) : ExtensionMessage;

    /// <summary>A run is over, the window is closed, and the extension ready for the next one.</summary>
    /// <param name="Record">The result.</param>
    public sealed record Finished(ProvisioningRecord Record) : ExtensionMessage;

    /// <summary>Something that the panel asked for is not done.</summary>
    /// <param name="RequestId">The request; null if it was none.</param>
    /// <param name="Error">Why, and what to do about it.</param>
    public sealed record Refused(string? RequestId, ProvisioningError Error) : ExtensionMessage;
}
