using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>What a saved page was recognized as.</summary>
internal static class RecognitionView
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.Default };

    public static string Json(string file, SavedPageFile answer)
    {
        var step = answer.Step;
        var line = new JsonObject
        {
            ["file"] = file,
            ["kind"] = step.Kind.ToString(),
            ["language"] = step.Evidence.Language,
            ["confidence"] = step.Confidence,
            ["targets"] = new JsonObject(Targets(answer).Select(target => KeyValuePair.Create(target.Name, (JsonNode?)target.Sign))),
            ["evidence"] = List(step.Evidence.Matched),
            ["rule"] = step.Evidence.Rule,
            ["pack"] = step.Evidence.Pack,
        };
        if (step.RefusalCode is { } code)
        {
            line["refusal"] = new JsonObject { ["code"] = code, ["number"] = step.RefusalNumber };
        }

        if (step.NearMisses.Count > 0)
        {
            line["nearMisses"] = new JsonArray([.. step.NearMisses.Select(miss => new JsonObject { ["rule"] = miss.Rule, ["kind"] = miss.Kind.ToString(), ["held"] = List(miss.Held), ["missing"] = miss.Missing })]);
        }

        return line.ToJsonString(OneLine);
    }

    /// <summary>The line of a file that could not be read.</summary>
    public static string Json(string file, string problem) => new JsonObject
    {
        ["file"] = file,
        ["kind"] = nameof(PageStepKind.Unknown),
        ["language"] = null,
        ["confidence"] = 0,
        ["targets"] = new JsonObject(),
        ["evidence"] = new JsonArray(),
        ["error"] = problem,
    }.ToJsonString(OneLine);

    public static IEnumerable<string> Lines(string file, SavedPageFile answer)
    {
        var step = answer.Step;
        yield return TerminalText.Clean(file);
        yield return Line("kind", string.Create(CultureInfo.InvariantCulture, $"{step.Kind}, confidence {step.Confidence:0.00}"));
        yield return Line("language", step.Evidence.Language ?? "not declared");
        yield return Line("address", $"{answer.Page.Origin}{answer.Page.Path}{Remark(answer.Address)}");
        yield return Line("targets", Targets(answer).ToList() is { Count: > 0 } targets ? string.Join(", ", targets.Select(target => $"{target.Name} {target.Sign}")) : "none: nothing may be touched");
        if (step.RefusalCode is { } code)
        {
            yield return Line("refusal", $"{code}{(step.RefusalNumber is { } number ? $", number {number}" : "")}: {ErrorCatalog.Find(code)?.Remedy}");
        }

        if (step.Evidence.Rule is { } rule)
        {
            yield return Line("rule", $"{rule} of {step.Evidence.Pack}");
        }

        yield return Line("evidence", step.Evidence.Matched.Count > 0 ? string.Join(", ", step.Evidence.Matched) : "none");
        foreach (var miss in step.NearMisses)
        {
            yield return Line("nearly", $"{miss.Kind} ({miss.Rule}); there: {string.Join(", ", miss.Held)}; missing: {miss.Missing}");
        }
    }

    private static IEnumerable<(string Name, string Sign)> Targets(SavedPageFile answer) =>
        answer.Step.Targets.OrderBy(target => target.Key).Select(target => (target.Key.ToString(), SnapshotControls.Describe(answer.Page, target.Value.Number) ?? ""));

    private static string Remark(SavedPageAddress? address) => address switch
    {
        SavedPageAddress.Missing => " (the file does not tell it: give it with --url)",
        SavedPageAddress.Assumed => " (assumed)",
        SavedPageAddress.Facts => " (from the page's own data)",
        _ => "",
    };

    private static string Line(string name, string text) => $"  {name,-10}{TerminalText.Clean(text)}";

    private static JsonArray List(IReadOnlyList<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}
