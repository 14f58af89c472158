using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Architecture.Tests;

/// <summary>The simulator's own wording must not make a pack look better than it is.</summary>
public sealed partial class SimulatorWordingTests
{
    // What the product is called in German is not known; the English word is the demo's way through German pages.
    private const string KnownException = "de picker.passkey";

    [Fact]
    public void What_the_simulator_words_itself_is_in_no_pack_of_that_language_nor_in_the_English_one()
    {
        var english = Phrases("en");
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "IdMelon.Provisioning.Sdk.Simulator", "Languages"), "*.json"))
        {
            var tag = Path.GetFileNameWithoutExtension(file);
            var phrases = Phrases(tag).Concat(english).ToHashSet();
            foreach (var (key, text) in JsonNode.Parse(File.ReadAllText(file))!["own"]!.AsObject())
            {
                if (phrases.Contains(Plain((string)text!)) && $"{tag} {key}" != KnownException)
                {
                    found.Add($"{tag} {key}: {text}");
                }
            }
        }

        found.ShouldBeEmpty();
    }

    private static List<string> Phrases(string tag)
    {
        var file = Path.Combine(Repository.Root, "src", "IdMelon.Provisioning.Sdk", "Recognition", "Packs", "phrases", tag + ".json");
        return !File.Exists(file) ? [] : [.. JsonNode.Parse(File.ReadAllText(file))!["phrases"]!.AsObject()
            .SelectMany(phrase => phrase.Value!.AsArray())
            .Select(phrase => Plain((string)phrase!["text"]!))];
    }

    private static string Plain(string text) => Spaces().Replace(text, " ").Trim().TrimEnd('.', '…').Trim('+', ' ').ToUpperInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
