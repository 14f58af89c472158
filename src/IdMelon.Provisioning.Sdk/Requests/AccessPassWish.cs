namespace IdMelon.Provisioning.Requests;

/// <summary>How the Temporary Access Pass of a run is to be issued.</summary>
public sealed record AccessPassWish
{
    private readonly TimeSpan? lifetime;

    /// <summary>Gets how long the pass stays valid; null takes the tenant's default.</summary>
    /// <value>The default is null; otherwise 10 minutes to 30 days, narrowed by the tenant's policy.</value>
    /// <exception cref="ArgumentOutOfRangeException">Outside of 10 minutes to 30 days.</exception>
    public TimeSpan? Lifetime
    {
        get => lifetime;
        init => lifetime = value is { } span && (span < TimeSpan.FromMinutes(10) || span > TimeSpan.FromDays(30))
            ? throw new ArgumentOutOfRangeException(nameof(value), "A Temporary Access Pass lives 10 minutes to 30 days.")
            : value;
    }

    /// <summary>Gets whether the pass works for one sign-in only.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool SingleUse { get; init; } = true;

    /// <summary>Gets whether a pass that somebody else has issued may be replaced, which makes it useless for whoever holds it.</summary>
    /// <value>The default is <see langword="false"/>: the run is refused instead.</value>
    public bool ReplacesExisting { get; init; }
}
