using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>A Temporary Access Pass that an operator has asked to see, for one dialog. It is revoked when that closes, used or not.</summary>
public sealed class AccessPassDesk(IAccessPassIssuer issuer, UserPrincipalName user) : IAsyncDisposable
{
    /// <summary>Gets the pass; null as long as nobody has asked for one.</summary>
    public AccessPass? Shown { get; private set; }

    /// <summary>Has a pass issued.</summary>
    /// <returns>Why there is none; null if there is.</returns>
    public async Task<ProvisioningError?> IssueAsync(CancellationToken cancellationToken)
    {
        var attempt = await issuer.IssueAsync(user, new AccessPassWish(), cancellationToken);
        Shown = attempt.TryGet(out var pass, out var error) ? pass : null;
        return error;
    }

    /// <summary>Revokes what was issued.</summary>
    /// <returns>Why that could not be done; null if there is nothing left.</returns>
    public async Task<ProvisioningError?> RevokeAsync(CancellationToken cancellationToken)
    {
        if (Shown is not { } pass)
        {
            return null;
        }

        var attempt = await issuer.RevokeAsync(user, pass.Id, cancellationToken);
        if (attempt.TryGet(out _, out var error))
        {
            Shown = null;
        }

        return error;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await RevokeAsync(CancellationToken.None);
}
