using System.Text.Json;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>What the program left when it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>Gets the one line of standard output as an object.</summary>
    public JsonElement Json
    {
        get
        {
            Output.ShouldEndWith("\n");
            Output.TrimEnd('\r', '\n').ShouldNotContain('\n');
            return JsonDocument.Parse(Output).RootElement;
        }
    }
}
