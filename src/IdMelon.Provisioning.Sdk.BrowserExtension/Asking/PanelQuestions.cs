using IdMelon.Provisioning.BrowserExtension.Panel;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>The questions of one run, with answers of the type that each one calls for.</summary>
internal sealed class PanelQuestions(IPanelLink link, string requestId)
{
    public async Task<Attempt<T>> AskAsync<TAnswer, T>(AskBody question, Func<TAnswer, Attempt<T>> read, CancellationToken cancellationToken)
        where TAnswer : AnswerBody
    {
        var attempt = await link.AskAsync(requestId, question, cancellationToken).ConfigureAwait(false);
        if (!attempt.TryGet(out var answer, out var error))
        {
            return error;
        }

        return answer switch
        {
            AnswerBody.Failed failed => failed.Error,
            TAnswer expected => read(expected).With(answer.ServiceRequestId),
            _ => ProvisioningError.Of(ErrorCodes.ExtensionMessageBroken, "The panel answered another question."),
        };
    }

    /// <summary>Asks for something to be done.</summary>
    /// <returns>Whether what was to be removed was there.</returns>
    public Task<Attempt<bool>> DoAsync(AskBody question, CancellationToken cancellationToken) =>
        AskAsync<AnswerBody.Done, bool>(question, static done => done.Found, cancellationToken);
}
