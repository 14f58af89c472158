using System.Globalization;
using System.Runtime.InteropServices.JavaScript;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.ExtensionHost.Texts;

/// <summary>The texts of the extension's own pages, in the browser's language. They come from JSON, because the program carries no cultures.</summary>
public sealed partial class InterfaceTexts
{
    private static readonly string[] Known = ["en", "de", "fr", "es", "ja", "ar"];

    private readonly JsonObject texts;
    private readonly JsonObject english;

    private InterfaceTexts(string language, JsonObject texts, JsonObject english)
    {
        Language = language;
        this.texts = texts;
        this.english = english;
    }

    /// <summary>Gets the language.</summary>
    public string Language { get; }

    /// <summary>Gets the direction in which it is written.</summary>
    public string Direction => Language == "ar" ? "rtl" : "ltr";

    /// <summary>Gets a text.</summary>
    public string this[string key] => (texts[key] ?? english[key])?.GetValue<string>() ?? key;

    /// <summary>Gets a text with things put in their places.</summary>
    public string Format(string key, params object[] things) => string.Format(CultureInfo.InvariantCulture, this[key], things);

    /// <summary>Loads the texts of the first of the browser's languages that there is.</summary>
    public static async Task<InterfaceTexts> LoadAsync(HttpClient http, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        var language = Page.Languages().Split(',').Select(tag => tag.Split('-')[0]).FirstOrDefault(Known.Contains) ?? "en";
        var english = await ReadAsync(http, "en", cancellationToken);
        var texts = new InterfaceTexts(language, language == "en" ? english : await ReadAsync(http, language, cancellationToken), english);
        Page.Declare(texts.Language, texts.Direction);
        return texts;
    }

    private static async Task<JsonObject> ReadAsync(HttpClient http, string language, CancellationToken cancellationToken) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri($"texts/{language}.json", UriKind.Relative), cancellationToken))!.AsObject();

    private static partial class Page
    {
        [JSImport("globalThis.extensionPage.languages")]
        public static partial string Languages();

        [JSImport("globalThis.extensionPage.declare")]
        public static partial void Declare(string language, string direction);
    }
}
