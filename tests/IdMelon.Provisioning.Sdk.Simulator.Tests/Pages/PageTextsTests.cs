using System.Reflection;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class PageTextsTests
{
    private static readonly Assembly Simulator = typeof(EntraSimulator).Assembly;

    public static TheoryData<string> Languages => [.. Simulator.GetManifestResourceNames().Where(name => name.Contains(".Languages.", StringComparison.Ordinal))];

    [Fact]
    public void There_are_English_German_and_Japanese() =>
        Languages.Select(row => row.Data.Split('.')[^2]).Order().ShouldBe(["de", "en", "ja"]);

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_text(string name) =>
        Texts(name).Select(pair => pair.Key).Order().ShouldBe(Texts("IdMelon.Provisioning.Simulator.Languages.en.json").Select(pair => pair.Key).Order());

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_text_tells_its_evidence_and_source(string name)
    {
        foreach (var (key, text) in Texts(name))
        {
            ((string?)text!["text"]).ShouldNotBeNullOrWhiteSpace(key);
            ((string?)text["evidence"]).ShouldBeOneOf("✔", "h", "m", "u");
            ((string?)text["source"]).ShouldNotBeNullOrWhiteSpace(key);
            ((string?)text["evidence"] == "u").ShouldBe((string?)text["source"] == "own wording", key);
        }
    }

    private static JsonObject Texts(string name)
    {
        using var reader = new StreamReader(Simulator.GetManifestResourceStream(name)!);
        return JsonNode.Parse(reader.ReadToEnd())!["strings"]!.AsObject();
    }
}
