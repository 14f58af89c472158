namespace IdMelon.Provisioning.ConsoleRunner;

/// <summary>What the program tells its caller, the same for every verb.</summary>
internal static class ExitCodes
{
    public const int AllWell = 0;

    /// <summary>Finished, but not all well: a user failed, or something was left behind.</summary>
    public const int NotAllWell = 1;

    /// <summary>Wrong use or configuration; nothing was started.</summary>
    public const int WrongUse = 2;

    /// <summary>Refused before anything was started.</summary>
    public const int Refused = 3;

    public const int Cancelled = 130;
}
