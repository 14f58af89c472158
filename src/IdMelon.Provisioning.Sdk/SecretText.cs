using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdMelon.Provisioning;

/// <summary>Text that must not show: an access pass, a client secret, a key.</summary>
/// <remarks>Prints as <c>***</c> everywhere, compares by reference only and cannot be written as JSON. Thread-safe.</remarks>
[JsonConverter(typeof(NeverWritten))]
public sealed class SecretText
{
    private readonly string clearText;

    /// <summary>Wraps clear text.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public SecretText(string clearText)
    {
        ArgumentException.ThrowIfNullOrEmpty(clearText);
        this.clearText = clearText;
    }

    /// <summary>Gives the clear text out.</summary>
    /// <remarks>For the two places that need it: the adapter that types it and the client that sends it.</remarks>
    public string Reveal() => clearText;

    /// <summary>Prints <c>***</c>.</summary>
    public override string ToString() => "***";

    internal sealed class NeverWritten : JsonConverter<SecretText>
    {
        public override SecretText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) => writer.WriteStringValue("***");
    }
}
