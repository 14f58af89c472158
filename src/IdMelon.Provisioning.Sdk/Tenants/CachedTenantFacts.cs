using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Keeps what holds for all users for a while, so that not every run reads the policies again. What is known of users is read each time.</summary>
/// <remarks>
/// Thread-safe; whoever comes while the policies are being read waits for that reading. What could not be read for a reason that may pass is asked for again by the next one.
/// </remarks>
/// <param name="facts">Where the facts come from; it stays the caller's.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long they are kept; null means <see cref="DefaultLifetime"/>.</param>
public sealed class CachedTenantFacts(ITenantFacts facts, TimeProvider time, TimeSpan? lifetime = null) : ITenantFacts, IDisposable
{
    /// <summary>How long facts are kept by default: 5 minutes.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1);
    private (TenantWideFacts Facts, long At)? kept;

    /// <inheritdoc/>
    public async Task<TenantWideFacts> ReadTenantAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (kept is { } known && time.GetElapsedTime(known.At) < (lifetime ?? DefaultLifetime))
            {
                return known.Facts;
            }

            var read = await facts.ReadTenantAsync(cancellationToken).ConfigureAwait(false);
            kept = MayPass(read) ? null : (read, time.GetTimestamp());
            return read;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<UserFacts> ReadUsersAsync(IReadOnlyList<UserPrincipalName> users, TenantWideFacts tenant, UserFactsDepth depth, CancellationToken cancellationToken) =>
        facts.ReadUsersAsync(users, tenant, depth, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static bool MayPass(TenantWideFacts read) =>
        ((ProvisioningError?[])[read.Passkeys.Error, read.AccessPasses.Error, read.ReferencedGroups.Error, read.Caller.Error]).Any(error => error is { IsTransient: true });
}
