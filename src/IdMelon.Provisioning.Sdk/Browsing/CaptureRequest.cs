namespace IdMelon.Provisioning.Browsing;

/// <summary>Which page to wait for.</summary>
public sealed record CaptureRequest
{
    /// <summary>The longest patience of one call.</summary>
    public static readonly TimeSpan MaximumPatience = TimeSpan.FromSeconds(20);

    private readonly TimeSpan patience = MaximumPatience;

    /// <summary>Gets the fingerprint of the page already known; the answer comes when the page differs from it. Null answers with the first settled page.</summary>
    public string? Since { get; init; }

    /// <summary>Gets how long to wait before the page is returned as it is.</summary>
    /// <value>The default and the maximum is 20 seconds.</value>
    public TimeSpan Patience
    {
        get => patience;
        init => patience = value >= TimeSpan.Zero && value <= MaximumPatience ? value : throw new ArgumentOutOfRangeException(nameof(value), "Patience lasts 0 to 20 seconds.");
    }

    /// <summary>Gets the https hosts whose pages may be looked at; null looks at any page.</summary>
    /// <remarks>A page of any other host is waited on without being looked at, and reported as <see cref="PageObservation.Elsewhere"/>. An empty list looks at nothing.</remarks>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>Gets the sign-in name that the page should show; only whether it does is reported, see <see cref="PageSnapshot.Account"/>.</summary>
    public string? ExpectedAccount { get; init; }
}
