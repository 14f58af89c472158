namespace IdMelon.Provisioning.Browsing;

/// <summary>One private window with one page that the run works on.</summary>
/// <remarks>
/// Used by one caller at a time. Implementations translate and nothing else: no waiting, no retrying, no recognition.
/// No exception that leaves a session carries the driver's message, because drivers quote what they typed.
/// Disposing closes the window with everything in it, also after the browser was lost, and never throws for a window that is gone already.
/// </remarks>
public interface IBrowserSession : IAsyncDisposable
{
    /// <summary>Acts on the page and waits for what comes of it, in one call.</summary>
    /// <param name="actions">What to do, in order; empty only waits. A <see cref="PageAction.Navigate"/> comes first or not at all.</param>
    /// <param name="until">Which page to wait for.</param>
    /// <param name="cancellationToken">Ends the call at once; the page may have been acted on.</param>
    /// <returns>
    /// The page as soon as it differs from <see cref="CaptureRequest.Since"/> and has settled, or as it is when patience ends;
    /// <see cref="PageObservation.DocumentReplaced"/> if the document went away meanwhile (call again without actions);
    /// <see cref="PageObservation.Elsewhere"/> if the page may not be looked at (<see cref="CaptureRequest.Hosts"/>);
    /// <see cref="PageObservation.Closed"/> if the window is gone.
    /// If the page had changed before the actions could be done, nothing was done and the snapshot says so.
    /// </returns>
    /// <exception cref="ProvisioningException">The browser is lost (<see cref="ErrorCodes.BrowserLost"/>) or a host could not be reached (<see cref="ErrorCodes.PageUnreachable"/>).</exception>
    Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken);

    /// <summary>Gets the number of request–reply pairs between this process and the browser so far, opening and closing excluded.</summary>
    int RoundTrips { get; }
}
