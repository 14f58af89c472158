using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>Asks the handler of passkey calls, for every driver alike.</summary>
public static class PasskeyAnswers
{
    private const string Refusal = """{"error":{"name":"NotAllowedError","message":"The window is closing."}}""";

    /// <summary>Lets a call be answered; one whose page or window goes away meanwhile is refused.</summary>
    /// <param name="handler">Who answers.</param>
    /// <param name="call">The call.</param>
    /// <param name="gone">Ends when the calling document, or the window, is gone.</param>
    /// <returns>JSON for the shared page script.</returns>
    public static async Task<string> AnswerAsync(this IPasskeyCallHandler handler, PasskeyCall call, CancellationToken gone)
    {
        ArgumentNullException.ThrowIfNull(handler);
        try
        {
            return await handler.HandleAsync(call, gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return Refusal;
        }
    }
}
