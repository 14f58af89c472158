namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>How a call fails without being carried out.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">What <c>Retry-After</c> says; null leaves it out.</param>
internal sealed record PlannedFailure(int Status, TimeSpan? RetryAfter);
