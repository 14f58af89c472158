namespace IdMelon.Provisioning.Recognition;

/// <summary>How well it is known that the pages use a phrase.</summary>
public enum PhraseEvidence
{
    /// <summary>Seen in two or more independent sources.</summary>
    Confirmed,

    /// <summary>One source written by people.</summary>
    Human,

    /// <summary>Machine-translated documentation only: the page may say it differently.</summary>
    Machine,
}
