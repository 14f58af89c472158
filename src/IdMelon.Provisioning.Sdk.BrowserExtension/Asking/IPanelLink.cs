using IdMelon.Provisioning.BrowserExtension.Panel;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>Carries the questions of one run to the panel that asked for it.</summary>
internal interface IPanelLink
{
    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>The answer; what the panel refused, or <see cref="ErrorCodes.ExtensionPanelGone"/>.</returns>
    Task<Attempt<AnswerBody>> AskAsync(string requestId, AskBody question, CancellationToken cancellationToken);
}
