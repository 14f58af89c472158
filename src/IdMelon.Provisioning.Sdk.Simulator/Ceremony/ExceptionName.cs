namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The name of a DOM exception that a page posts, freed of whatever such a name never has.</summary>
internal static class ExceptionName
{
    private const int Longest = 40;

    public static string In(string? posted) => new([.. (posted ?? "").Where(char.IsAsciiLetter).Take(Longest)]);
}
