using System.CommandLine;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Limits on options, said where they are declared.</summary>
internal static class OptionLimits
{
    public static void Between(this Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        // A value that is no number is reported by the parser; asking for it here would throw.
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && (value < least || value > most))
        {
            result.AddError($"{option.Name} takes {least} to {most}.");
        }
    });
}
