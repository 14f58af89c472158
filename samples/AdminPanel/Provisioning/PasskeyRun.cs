using IdMelon.Provisioning.AdminPanel.Extension;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>One request to the extension, as the dialog follows it: its place in the queue, its steps, its result.</summary>
/// <remarks>What the extension reports is looked over once more: the user must be the one who was asked for, and Graph must list the passkey.</remarks>
public sealed class PasskeyRun : IDisposable
{
    private readonly ExtensionConnection connection;
    private readonly IPasskeyDirectory directory;
    private readonly PanelMessage.Provision request;
    private readonly CancellationTokenSource cancelling = new();
    private readonly Lock gate = new();
    private readonly List<RunStep> steps = [];
    private DateTimeOffset? began;

    /// <summary>Makes a run that is yet to be followed.</summary>
    public PasskeyRun(ExtensionConnection connection, IPasskeyDirectory directory, PanelMessage.Provision request)
    {
        this.connection = connection;
        this.directory = directory;
        this.request = request;
        connection.Heard += Hear;
    }

    /// <summary>Gets how many requests come before this one; null until the extension has taken it.</summary>
    public int? Ahead { get; private set; }

    /// <summary>Gets whether the operator has cancelled.</summary>
    public bool IsCancelling => cancelling.IsCancellationRequested;

    /// <summary>Gets what the person at the window is to do next; null if the window is nobody's.</summary>
    public string? Hint { get; private set; }

    /// <summary>Gets how it ended; null until then.</summary>
    public RunResult? Result { get; private set; }

    /// <summary>Gets the steps that were taken.</summary>
    public IReadOnlyList<RunStep> Steps
    {
        get
        {
            lock (gate)
            {
                return [.. steps];
            }
        }
    }

    /// <summary>Tells that something here has changed; on any thread.</summary>
    public event Action? Changed;

    /// <summary>Asks the extension, and follows the run to its end.</summary>
    /// <param name="resumes">Whether the request is one that ended with the browser.</param>
    public async Task FollowAsync(bool resumes)
    {
        var attempt = resumes ? await connection.ResumeAsync(request, cancelling.Token) : await connection.ProvisionAsync(request, cancelling.Token);
        Result = attempt.TryGet(out var record, out var error) ? await ResultOfAsync(record) : new RunResult(error, "No passkey was made.");
        Changed?.Invoke();
    }

    /// <summary>Asks the extension to end the run; what it has begun is cleaned up first.</summary>
    public async Task CancelAsync()
    {
        await cancelling.CancelAsync();
        Changed?.Invoke();
    }

    /// <summary>Ends the window that is left to a person. What was registered until then counts.</summary>
    public Task EndWindowAsync() => connection.EndWindowAsync(request.RequestId, CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Heard -= Hear;
        cancelling.Dispose();
    }

    private async Task<RunResult> ResultOfAsync(ProvisioningRecord record)
    {
        if (!UserPrincipalName.TryParse(record.User, out var user) || user != request.User)
        {
            return new RunResult(ProvisioningError.Of(ErrorCodes.UserOther), "The extension reported another user.");
        }

        if (!record.IsDone)
        {
            return new RunResult(record.Error ?? ProvisioningError.Of(ErrorCodes.Unexpected), record.Verdict == Transitions.ProvisioningVerdict.Unconfirmed ? "It is not known whether a passkey was made." : "No passkey was made.") { Leftover = record.Leftover };
        }

        return record.Captured.Count > 0
            ? new RunResult(null, $"{record.Captured.Count} passkey(s) for {string.Join(", ", record.Captured.Select(passkey => passkey.RelyingPartyId).Distinct())}.") { Leftover = record.Leftover }
            : new RunResult(null, "The passkey is there.") { Proof = await ProofAsync(record), Leftover = record.Leftover };
    }

    private async Task<string> ProofAsync(ProvisioningRecord record)
    {
        var listed = await directory.ListPasskeysAsync(request.User, CancellationToken.None);
        return !listed.TryGet(out var passkeys, out var error) ? $"Microsoft Graph could not be asked: {error.Message}"
            : passkeys.FirstOrDefault(passkey => passkey.Id == record.PasskeyId) is { } found ? $"Microsoft Graph lists it as “{found.DisplayName}”."
            : "Microsoft Graph does not list it yet. Look again in a while.";
    }

    private void Hear(ExtensionMessage message)
    {
        switch (message)
        {
            case ExtensionMessage.Queued queued when queued.RequestId == request.RequestId:
                Ahead = queued.Ahead;
                break;

            case ExtensionMessage.Hint hint when hint.RequestId == request.RequestId:
                Hint = StateTexts.Of(hint);
                break;

            case ExtensionMessage.Progress { Line.Entry: JournalEntry.Transitioned row } progress when progress.RequestId == request.RequestId:
                Add(row);
                break;

            default:
                return;
        }

        Changed?.Invoke();
    }

    private void Add(JournalEntry.Transitioned row)
    {
        lock (gate)
        {
            began ??= row.At;
            var text = StateTexts.Of(row.To);
            if (steps.Count == 0 || steps[^1].Text != text)
            {
                steps.Add(new RunStep(text, row.At - began.Value));
            }
        }
    }
}
