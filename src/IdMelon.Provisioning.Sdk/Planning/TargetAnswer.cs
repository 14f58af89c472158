namespace IdMelon.Provisioning.Planning;

/// <summary>Whether a policy is for a user.</summary>
internal enum TargetAnswer
{
    Included,
    NotIncluded,
    Excluded,
    Unknown,
}
