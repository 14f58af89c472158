using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Local.Packs;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Says what saved pages are.</summary>
internal static class RecognizeVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Saved pages: HTML as a browser saves it or as the service sent it, or snapshots (JSON).", Arity = ArgumentArity.OneOrMore };
        var url = new Option<string?>("--url") { Description = "The address that the pages had; without it the one is taken that the browser wrote into the file, or that the page's own data tell.", HelpName = "U" };
        var language = new Option<string?>("--language") { Description = "The pages' language; without it the one that they declare.", HelpName = "L" };
        var packs = CommonOptions.Packs();
        var json = new Option<bool>("--json") { Description = "Prints one JSON object per file and line." };
        url.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && SavedPageFile.ReadAddress(text) is null)
            {
                result.AddError("--url is an address that begins with https:// or http://.");
            }
        });
        language.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !LanguageTag.TryParse(text, out _))
            {
                result.AddError("--language is a language tag such as de or pt-BR.");
            }
        });

        var command = new Command("recognize", "Runs the recognizer over saved pages and prints what each is, its language, what may be touched on it, and why.") { files, url, language, packs, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(files),
            parsed.GetValue(url) is { } address ? SavedPageFile.ReadAddress(address) : null,
            parsed.GetValue(language) is { } tag ? LanguageTag.Parse(tag) : null,
            parsed.GetValue(packs) is { } folder ? PackSet.BuiltIn.With(PackFolder.Read(folder)) : PackSet.BuiltIn,
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, Uri? address, LanguageTag? language, PackSet packs, bool asJson, CancellationToken cancellationToken)
    {
        var result = ExitCodes.AllWell;
        foreach (var file in files)
        {
            var (answer, problem) = await SavedPageFile.RecognizeAsync(file, address, language, packs, cancellationToken);
            if (answer is null)
            {
                Console.Error.WriteLine(TerminalText.Clean($"{file}: {problem}"));
                if (asJson)
                {
                    Console.Out.WriteLine(RecognitionView.Json(file, problem ?? ""));
                }

                result = ExitCodes.NotAllWell;
                continue;
            }

            foreach (var line in asJson ? [RecognitionView.Json(file, answer)] : RecognitionView.Lines(file, answer))
            {
                Console.Out.WriteLine(line);
            }
        }

        return result;
    }
}
