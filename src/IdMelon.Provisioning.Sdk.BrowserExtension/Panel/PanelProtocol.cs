using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdMelon.Provisioning.BrowserExtension.Wire;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>The messages between an admin panel and the extension, as text.</summary>
/// <remarks>
/// A panel's page wakes the extension by <c>chrome.runtime.sendMessage(id, {"type":"wake"})</c>, waits for the reply, and connects a port named <see cref="PortName"/>; each side then
/// posts texts of this form, one message each. Messages from a panel may hold an access pass: they are passed on and neither shown nor logged. Thread-safe.
/// </remarks>
public static class PanelProtocol
{
    /// <summary>The name of the port.</summary>
    public const string PortName = "provisioning";

    /// <summary>The version that this library speaks.</summary>
    public const int Version = 1;

    /// <summary>The longest message, in characters.</summary>
    public const int MaximumLength = 262_144;

    /// <summary>Writes a message of a panel. The text may hold an access pass.</summary>
    public static string Write(PanelMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonSerializer.Serialize(message, PanelJsonContext.Default.PanelMessage);
    }

    /// <summary>Writes a message of the extension.</summary>
    public static string Write(ExtensionMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonSerializer.Serialize(message, PanelJsonContext.Default.ExtensionMessage);
    }

    /// <summary>Reads what a panel said.</summary>
    /// <returns>The message, or <see cref="ErrorCodes.ExtensionMessageBroken"/> or <see cref="ErrorCodes.ExtensionProtocolUnknown"/>. Never throws for bad input.</returns>
    public static Attempt<PanelMessage> ReadFromPanel(string? text) => Read(text, PanelJsonContext.Default.PanelMessage);

    /// <summary>Reads what the extension said.</summary>
    /// <inheritdoc cref="ReadFromPanel" path="/returns"/>
    public static Attempt<ExtensionMessage> ReadFromExtension(string? text) => Read(text, PanelJsonContext.Default.ExtensionMessage);

    /// <summary>Gets the request that a message is about which could not be read; null if that cannot be read either.</summary>
    internal static string? RequestOf(string? text) => MemberOf(text, "requestId", static value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    /// <summary>Gets the number of a question that could not be read; null if the message is none.</summary>
    internal static int? CallOf(string? text) => MemberOf(text, "call", static value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var call) ? call : (int?)null);

    private static T? MemberOf<T>(string? text, string name, Func<JsonElement, T?> read)
    {
        if (text is not { Length: > 0 and <= MaximumLength })
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value) ? read(value) : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a pair of surrogates in a text is an operation that is not valid.
            return default;
        }
    }

    private static Attempt<T> Read<T>(string? text, JsonTypeInfo<T> type)
        where T : class
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength)
        {
            return Broken(text is { Length: > 0 } ? "It is too long." : "It is empty.");
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = PanelJsonContext.Default.Options.MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("v", out var version) || version.ValueKind != JsonValueKind.Number)
            {
                return Broken("It names no version.");
            }

            if (!version.TryGetInt32(out var number) || number != Version)
            {
                return ProvisioningError.Of(ErrorCodes.ExtensionProtocolUnknown);
            }

            return document.RootElement.Deserialize(type) is { } message ? message : Broken("It is empty.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The reader's own message may quote what was read.
            return Broken("It is not of the agreed form.");
        }
    }

    private static ProvisioningError Broken(string detail) => ProvisioningError.Of(ErrorCodes.ExtensionMessageBroken, detail);
}
