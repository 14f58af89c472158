using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Operators;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>The operator of one run: sees the panel for what is shown and told, and the extension's own window for what is asked.</summary>
/// <param name="link">The connection to the panel.</param>
/// <param name="panel">The questions of the run.</param>
/// <param name="own">Asks in the extension's own window.</param>
/// <param name="ended">Ends when the operator wants the window to end.</param>
/// <param name="asksPanel">Whether the panel has to agree to a passkey as well: where it makes keys itself, it is asked for one anyway.</param>
internal sealed class PanelOperator(PanelLink link, PanelQuestions panel, OperatorQuestions own, Task ended, bool asksPanel) : IOperator
{
    /// <inheritdoc/>
    /// <remarks>The pass's secret does not go back: the panel has issued it, and shows its own.</remarks>
    public async Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken) => await DoAsync(new AskBody.ShowAccessPass(), cancellationToken).ConfigureAwait(false);

    public async Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken) => await DoAsync(new AskBody.WithdrawAccessPass(), cancellationToken).ConfigureAwait(false);

    public async Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken)
    {
        var asked = new OperatorQuestion.Creation(Guid.CreateVersion7().ToString(), question.User, question.RelyingPartyId, question.Origin, question.TopOrigin)
        {
            RelyingPartyName = question.RelyingPartyName,
            AccountName = question.AccountName,
        };
        return await own.AskAsync(asked, cancellationToken).ConfigureAwait(false)
            && (!asksPanel || await DoAsync(new AskBody.ConfirmCapture(question.RelyingPartyId, question.RelyingPartyName, question.AccountName, question.Origin), cancellationToken).ConfigureAwait(false));
    }

    public void Hint(OperatorHint hint) => link.Send(new ExtensionMessage.Hint(hint.RequestId, hint.Kind, hint.PasskeyName, hint.Until));

    public Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) => ended.WaitAsync(cancellationToken);

    private async Task<bool> DoAsync(AskBody question, CancellationToken cancellationToken) =>
        (await panel.DoAsync(question, cancellationToken).ConfigureAwait(false)).TryGet(out var done, out var error) ? done : throw new ProvisioningException(error);
}
