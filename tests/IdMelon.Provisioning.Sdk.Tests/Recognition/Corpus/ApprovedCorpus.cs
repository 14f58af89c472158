using System.Reflection;

namespace IdMelon.Provisioning.Tests.Recognition.Corpus;

/// <summary>The approved answers, a line each: the page, a colon, the answer. With <c>UPDATE_CORPUS=1</c> in the environment they are written anew, to be reviewed.</summary>
internal static class ApprovedCorpus
{
    private const string Update = "UPDATE_CORPUS";
    private const string Name = "expected.txt";

    public static void ShouldHold(IReadOnlyDictionary<string, string> answers)
    {
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            var folder = typeof(ApprovedCorpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Corpus").Value!;
            File.WriteAllText(Path.Combine(folder, Name), string.Concat(answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"{answer.Key}: {answer.Value}\n")));
            return;
        }

        var approved = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", Name)).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        var differences = answers.Where(answer => approved.GetValueOrDefault(answer.Key) != answer.Value)
            .Select(answer => $"{answer.Key}: {answer.Value}\n  approved: {approved.GetValueOrDefault(answer.Key) ?? "nothing"}")
            .Concat(approved.Keys.Except(answers.Keys).Select(name => $"{name}: approved, but not in the corpus"));
        differences.ShouldBeEmpty($"{Name} is another: if that is as it should be, run this test once with {Update}=1 and review what it writes");
    }
}
