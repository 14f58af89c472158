using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Reads what decides whether users can be given passkeys, and changes nothing.</summary>
/// <remarks>
/// Implementations are thread-safe. A part that cannot be read is a <see cref="Fact{T}"/> with the error that says why; it takes nothing else with it and is never an exception.
/// <see cref="OperationCanceledException"/> passes.
/// </remarks>
public interface ITenantFacts
{
    /// <summary>Reads what holds for all users.</summary>
    Task<TenantWideFacts> ReadTenantAsync(CancellationToken cancellationToken);

    /// <summary>Reads what is known of users, in their order, as it comes in.</summary>
    /// <param name="users">The users, each once. An implementation reads many of them in one call and takes tens of thousands.</param>
    /// <param name="tenant">What holds for all users: only membership of the groups that it names is looked up.</param>
    /// <param name="depth">How much is read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<UserFacts> ReadUsersAsync(IReadOnlyList<UserPrincipalName> users, TenantWideFacts tenant, UserFactsDepth depth, CancellationToken cancellationToken);
}
