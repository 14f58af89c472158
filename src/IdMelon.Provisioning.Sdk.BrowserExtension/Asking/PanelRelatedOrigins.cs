using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Interception;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>Relying parties' lists of related origins, as the panel's server fetches them: the extension may not reach every site.</summary>
internal sealed class PanelRelatedOrigins(PanelQuestions questions) : IRelatedOrigins
{
    public async Task<ReadOnlyMemory<byte>?> FetchAsync(string relyingPartyId, CancellationToken cancellationToken)
    {
        var attempt = await questions.AskAsync<AnswerBody.RelatedOrigins, AnswerBody.RelatedOrigins>(new AskBody.FetchRelatedOrigins(relyingPartyId), static answer => answer, cancellationToken).ConfigureAwait(false);
        return attempt.TryGet(out var answer, out _) ? answer.Json : null;
    }
}
