using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A person at a real window, who is the operator as well: looks at each page in between the looks of the run, and does there what people do.</summary>
public sealed class PersonAtWindow(IBrowserSessionFactory inner, string user) : IBrowserSessionFactory, IOperator
{
    private readonly PackRecognizer eyes = new(EntraCloud.Public);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BrowserAbilities Abilities => inner.Abilities | BrowserAbilities.VisibleWindows;

    /// <summary>Gets or sets who signs in.</summary>
    public string User { get; set; } = user;

    /// <summary>Gets or sets the access pass that the person types; set when one is shown.</summary>
    public SecretText? AccessPass { get; set; }

    public string PasskeyName { get; set; } = "Named by hand";

    /// <summary>Gets or sets the page on which the person closes the window.</summary>
    public PageStepKind? ClosesOn { get; set; }

    public bool IsPassShown { get; private set; }

    public List<PageStepKind> Seen { get; } = [];

    public List<CreationQuestion> Questions { get; } = [];

    public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) => new Window(this, await inner.OpenAsync(options, cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken)
    {
        (AccessPass, IsPassShown) = (pass.Secret, true);
        return Task.CompletedTask;
    }

    public Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken)
    {
        IsPassShown = false;
        return Task.CompletedTask;
    }

    public Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken)
    {
        Questions.Add(question);
        return Task.FromResult(true);
    }

    public Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) => ended.Task.WaitAsync(cancellationToken);

    public void End() => ended.TrySetResult();

    private sealed class Window(PersonAtWindow person, IBrowserSession inner) : IBrowserSession
    {
        private string? done;
        private bool isNamed;

        public int RoundTrips => inner.RoundTrips;

        public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
        {
            if (actions.Count == 0)
            {
                await WorkAsync(cancellationToken);
            }

            return await inner.StepAsync(actions, until, cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private async Task WorkAsync(CancellationToken cancellationToken)
        {
            if (await inner.StepAsync([], new(), cancellationToken) is not PageObservation.Seen { Snapshot: var page } || page.IsBuilding)
            {
                return;
            }

            var step = person.eyes.Recognize(page);
            person.Seen.Add(step.Kind);
            if (step.Kind == person.ClosesOn)
            {
                await inner.DisposeAsync();
                return;
            }

            if (page.Fingerprint != done && ActionsFor(step) is { Count: > 0 } actions)
            {
                done = page.Fingerprint;
                await inner.StepAsync(actions, new() { Since = page.Fingerprint }, cancellationToken);
            }
        }

        private List<PageAction> ActionsFor(PageStep step)
        {
            switch (step.Kind)
            {
                case PageStepKind.Username:
                    return [Type(step, PageTarget.Username, new SecretText(person.User)), .. Click(step, PageTarget.Continue)];
                case PageStepKind.AccessPass when person.AccessPass is { } pass:
                    return [Type(step, PageTarget.AccessPass, pass), .. Click(step, PageTarget.Continue)];
                case PageStepKind.PasskeyName:
                    isNamed |= step.Targets.ContainsKey(PageTarget.Continue);
                    return [Type(step, PageTarget.Name, new SecretText(person.PasskeyName)), .. Click(step, PageTarget.Continue)];
                case PageStepKind.SecurityInfo or PageStepKind.ExistingPasskey when !isNamed:
                    return Click(step, PageTarget.AddMethod);
                case PageStepKind.StaySignedIn:
                    return Click(step, PageTarget.Decline);
                case PageStepKind.MethodPickerClosed:
                    return Click(step, PageTarget.Open);
                case PageStepKind.MethodPicker:
                    return Click(step, PageTarget.Passkey);
                case PageStepKind.KeyType:
                    return Click(step, PageTarget.Usb);
                case PageStepKind.MethodChosen or PageStepKind.PasskeyIntroduction when !isNamed:
                    return Click(step, PageTarget.Continue);
                default:
                    return [];
            }
        }

        private static PageAction.Fill Type(PageStep step, PageTarget target, SecretText text) => new(step.Targets[target], text);

        private static List<PageAction> Click(PageStep step, PageTarget target) => step.Targets.TryGetValue(target, out var control) ? [new PageAction.Click(control)] : [];
    }
}
