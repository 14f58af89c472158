using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>Gets the permission to work at a site that the manifest does not name. The browser asks the operator as well.</summary>
internal sealed class SiteAccess(IExtensionBridge bridge, OperatorQuestions questions, TimeProvider time)
{
    /// <summary>How long the operator is waited for; others may be waiting behind.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Gets the permission, asking for it if it is not there yet.</summary>
    /// <returns>Why it is not there; null if it is.</returns>
    public async Task<ProvisioningError?> GetAsync(UserPrincipalName user, Uri address, CancellationToken cancellationToken)
    {
        var pattern = $"https://{address.IdnHost}/*";
        return await IsGivenAsync(pattern, cancellationToken).ConfigureAwait(false)
            || (await AskAsync(user, address.IdnHost, pattern, cancellationToken).ConfigureAwait(false) && await IsGivenAsync(pattern, cancellationToken).ConfigureAwait(false))
            ? null
            : ProvisioningError.Of(ErrorCodes.ExtensionPermissionMissing, $"It is {pattern}.");
    }

    private async Task<bool> AskAsync(UserPrincipalName user, string host, string pattern, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await questions.AskAsync(new OperatorQuestion.Site(Guid.CreateVersion7().ToString(), user, host, pattern), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> IsGivenAsync(string pattern, CancellationToken cancellationToken) =>
        (await bridge.RepeatableAsync("allowed", new JsonObject { ["origins"] = new JsonArray(pattern) }, ErrorCodes.BrowserLost, cancellationToken).ConfigureAwait(false)).GetBoolean();
}
