using System.Reflection;
using IdMelon.Provisioning.Shared;

namespace IdMelon.Provisioning.Samples.Tests;

/// <summary>A sample as its readers have it: source to look at, and a program to start.</summary>
internal static class Sample
{
    public static string Metadata(string key) => typeof(Sample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    public static string Folder(string name) => Path.Combine(Metadata("SamplesFolder"), name);

    /// <summary>Runs the program; one that ends with anything but 0 is an exception with what it said.</summary>
    public static Task<string> RunAsync(string name, params string[] arguments) => DotnetCommand.RunAsync(
        Folder(name),
        [Path.Combine(Folder(name), Metadata("Built"), name + ".dll"), .. arguments],
        [],
        TestContext.Current.CancellationToken);

    /// <summary>Counts the lines that hold code: neither blank, nor a comment, nor a brace alone.</summary>
    public static int CodeLines(string file) =>
        File.ReadLines(file).Select(line => line.Trim()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line is not ("{" or "}" or "};" or ")" or ");"));
}
