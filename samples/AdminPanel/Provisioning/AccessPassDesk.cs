using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>A Temporary Access Pass that an operator has asked to see, for one dialog. It is revoked when that closes, used or not.</summary>
public sealed partial class AccessPassDesk(IAccessPassIssuer issuer, UserPrincipalName user, ILogger logger) : IAsyncDisposable
{
    private bool isClosed;

    /// <summary>Gets the pass; null as long as nobody has asked for one.</summary>
    public AccessPass? Shown { get; private set; }

    /// <summary>Has a pass issued.</summary>
    /// <returns>Why there is none; null if there is.</returns>
    public async Task<ProvisioningError?> IssueAsync(CancellationToken cancellationToken)
    {
        var attempt = await issuer.IssueAsync(user, new AccessPassWish(), cancellationToken);
        Shown = attempt.TryGet(out var pass, out var error) ? pass : Shown;
        if (isClosed)
        {
            // The dialog went while the pass was being issued.
            await DisposeAsync();
        }

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
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        if (Shown is { } pass && await RevokeAsync(CancellationToken.None) is { } error)
        {
            LogLeft(logger, pass.Id, error.Code);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The access pass {AccessPassId} was not revoked ({Code}): revoke it by hand, or let it run out.")]
    private static partial void LogLeft(ILogger logger, string accessPassId, string code);
}
