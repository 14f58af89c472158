using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

namespace WebAssemblyProgram;

/// <summary>Answers the page's questions from within WebAssembly.</summary>
internal static partial class Program
{
    private static void Main()
    {
    }

    [JSExport]
    internal static string Recognize(string reply) => CoreAnswers.Recognize(reply);

    [JSExport]
    internal static string RecognizeAll(string replies) => CoreAnswers.RecognizeAll(replies);

    [JSExport]
    internal static string RecognizeSaved(string pages) => CoreAnswers.RecognizeSaved(pages);

    [JSExport]
    internal static string Fold(string lines) => CoreAnswers.Fold(lines);

    [JSExport]
    internal static string Plan(string user, string cloud) => CoreAnswers.Plan(user, cloud);

    [JSExport]
    internal static Task<string> MakePasskey() => CoreAnswers.MakePasskeyAsync();

    [JSExport]
    internal static Task<string> Provision(string replies) => CoreAnswers.ProvisionAsync(replies);

    [JSExport]
    internal static string Runtime() =>
        $"browser: {OperatingSystem.IsBrowser()}, invariant: {AppContext.TryGetSwitch("System.Globalization.Invariant", out var invariant) && invariant}, reflection JSON: {System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault}";
}
