using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>Writes one run's entries and folds them on the way.</summary>
internal sealed class RunJournal(IProvisioningJournal journal, TimeProvider time, string batchId, string requestId)
{
    private readonly Lock gate = new();
    private ProvisioningRecord? record;

    /// <summary>Gets the record so far.</summary>
    public ProvisioningRecord Record
    {
        get
        {
            lock (gate)
            {
                return record ?? throw new InvalidOperationException("The run has not started.");
            }
        }
    }

    public string BatchId => batchId;

    public string RequestId => requestId;

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task StartAsync(Requests.ProvisioningRequest request, Attempt<ProvisioningPlan> plan)
    {
        var started = new JournalEntry.RunStarted(
            batchId,
            requestId,
            Now,
            request.User.ToString(),
            plan.Succeeded ? plan.Value.Mode : request.Mode ?? Requests.ProvisioningMode.Automatic,
            plan.Succeeded ? plan.Value.Reason : plan.Error.Message);
        await journal.AppendAsync(started, CancellationToken.None).ConfigureAwait(false);
        lock (gate)
        {
            record = ProvisioningRecords.Open(started);
        }
    }

    /// <summary>Writes an entry. What happened is journaled even after a cancellation.</summary>
    public async Task AppendAsync(JournalEntry entry)
    {
        await journal.AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
        Fold(entry);
    }

    /// <summary>Folds an entry that the journal could not take.</summary>
    public void Fold(JournalEntry entry)
    {
        lock (gate)
        {
            record = ProvisioningRecords.Apply(record!, entry);
        }
    }

    public Task AppendSettledAsync(SettledPasskey settled) =>
        AppendAsync(new JournalEntry.PasskeySettled(batchId, requestId, Now, settled.Passkey.CredentialId, settled.Passkey.RequestId, settled.Settlement)
        {
            PasskeyId = settled.PasskeyId,
            Error = settled.Error,
        });

    public Task AppendMadeAsync(VaultedPasskey passkey) =>
        AppendAsync(new JournalEntry.PasskeyMade(batchId, requestId, Now, passkey.CredentialId, passkey.Aaguid));

    public Task AppendCapturedAsync(VaultedPasskey passkey) =>
        AppendAsync(new JournalEntry.PasskeyMade(batchId, requestId, Now, passkey.CredentialId, passkey.Aaguid) { RelyingPartyId = passkey.RelyingPartyId });
}
