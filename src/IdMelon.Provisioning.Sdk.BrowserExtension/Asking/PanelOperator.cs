using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Operators;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>The operator of one run: sees the panel for what is shown and told, and the extension's own window for what is asked.</summary>
internal sealed class PanelOperator(PanelLink link, PanelQuestions panel, OperatorQuestions own, Task ended) : IOperator
{
    /// <inheritdoc/>
    /// <remarks>The pass's secret does not go back: the panel has issued it, and shows its own.</remarks>
    public async Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken) => await DoAsync(new AskBody.ShowAccessPass(), cancellationToken).ConfigureAwait(false);

    public async Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken) => await DoAsync(new AskBody.WithdrawAccessPass(), cancellationToken).ConfigureAwait(false);

    public Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken) => own.AskAsync(
        new OperatorQuestion.Creation(Guid.CreateVersion7().ToString(), question.User, question.RelyingPartyId, question.Origin, question.TopOrigin)
        {
            RelyingPartyName = question.RelyingPartyName,
            AccountName = question.AccountName,
        },
        cancellationToken);

    public void Hint(OperatorHint hint) => link.Send(new ExtensionMessage.Hint(hint.RequestId, hint.Kind, hint.PasskeyName, hint.Until));

    public Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) => ended.WaitAsync(cancellationToken);

    private async Task DoAsync(AskBody question, CancellationToken cancellationToken)
    {
        if (!(await panel.DoAsync(question, cancellationToken).ConfigureAwait(false)).TryGet(out _, out var error))
        {
            throw new ProvisioningException(error);
        }
    }
}
