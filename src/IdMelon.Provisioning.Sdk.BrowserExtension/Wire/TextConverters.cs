using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>A value that travels as a text of its own form.</summary>
internal abstract class TextConverter<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryRead(reader.GetString()!, out var value) ? value : throw new JsonException();

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    protected abstract bool TryRead(string text, out T value);

    protected virtual string Text(T value) => value!.ToString()!;
}

internal sealed class UserNameConverter : TextConverter<UserPrincipalName>
{
    protected override bool TryRead(string text, out UserPrincipalName value) => UserPrincipalName.TryParse(text, out value);
}

internal sealed class LanguageConverter : TextConverter<LanguageTag>
{
    protected override bool TryRead(string text, out LanguageTag value) => LanguageTag.TryParse(text, out value);
}

internal sealed class CloudConverter : TextConverter<EntraCloud>
{
    protected override bool TryRead(string text, out EntraCloud value) => (value = EntraCloud.Find(text)!) is not null;

    protected override string Text(EntraCloud value) => value.Name;
}

internal sealed class PasskeyTextConverter : TextConverter<PasskeyText>
{
    protected override bool TryRead(string text, out PasskeyText value)
    {
        value = new PasskeyText(text);
        return text.StartsWith('{');
    }

    protected override string Text(PasskeyText value) => value.Json;
}

internal sealed class BytesConverter : TextConverter<ReadOnlyMemory<byte>>
{
    protected override bool TryRead(string text, out ReadOnlyMemory<byte> value)
    {
        value = Base64Url.DecodeFromChars(text);
        return true;
    }

    protected override string Text(ReadOnlyMemory<byte> value) => Base64Url.EncodeToString(value.Span);
}
