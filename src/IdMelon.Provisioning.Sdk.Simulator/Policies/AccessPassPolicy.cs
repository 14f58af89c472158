namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>The tenant's policy for Temporary Access Passes.</summary>
public sealed record AccessPassPolicy
{
    /// <summary>Gets whether the method is on.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Gets whether every pass is good for one sign-in only, whatever the request says.</summary>
    /// <value>The default is <see langword="false"/>, as in a new real tenant.</value>
    public bool RequiresOneTime { get; init; }

    /// <summary>Gets the lifetime of a pass that asks for none; between <see cref="MinimumLifetime"/> and <see cref="MaximumLifetime"/>.</summary>
    /// <value>The default is one hour, as in a new real tenant.</value>
    public TimeSpan DefaultLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets the shortest lifetime; between 10 minutes and 30 days.</summary>
    /// <value>The default is 10 minutes, wider on purpose than the one hour of a new real tenant.</value>
    public TimeSpan MinimumLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets the longest lifetime; between 10 minutes and 30 days.</summary>
    /// <value>The default is 30 days, wider on purpose than the 8 hours of a new real tenant.</value>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Gets how many characters a pass has; between 8 and 48.</summary>
    /// <value>The default is 8, as in a new real tenant.</value>
    public int Length { get; init; } = 8;

    /// <summary>Gets whether a second pass is rejected as long as somebody could sign in with the first, as documentation of 2021 had it; otherwise it replaces the first.</summary>
    /// <value>The default is <see langword="false"/>. Graph does not show it.</value>
    public bool RejectsSecondPass { get; init; }

    /// <summary>Gets who is included.</summary>
    /// <value>The default is everybody.</value>
    public IReadOnlyList<PolicyTarget> IncludeTargets { get; init; } = [new(PolicyTarget.AllUsers)];

    /// <summary>Gets who is excluded; an exclusion beats any inclusion.</summary>
    /// <value>The default is nobody.</value>
    public IReadOnlyList<PolicyTarget> ExcludeTargets { get; init; } = [];
}
