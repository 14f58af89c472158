using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The files of a vault: one per entry, an index, a lock. The entries are the truth; the index makes it fast to list them, and shows what was done to them.</summary>
internal sealed class VaultStore
{
    public const string IndexName = "index.jsonl";
    public const string TemporaryExtension = ".tmp";

    private readonly Turns turns = new();
    private readonly HashSet<VaultFinding> told = [];
    private readonly VaultLock doorLock;
    private readonly VaultReconciliation reconciliation;
    private readonly ILogger logger;
    private readonly List<VaultFinding> findings = [];
    private bool reconciled;

    public VaultStore(string? folder, TimeSpan patience, TimeProvider time, IVaultDisk disk, ILogger logger)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal))
        {
            throw VaultFailure.Of(ErrorCodes.ConfigurationInvalid, "The vault's folder is not the path of a folder.");
        }

        Folder = Path.GetFullPath(folder);
        Disk = disk;
        this.logger = logger;
        Index = new VaultIndex(Path.Combine(Folder, IndexName), disk, time);
        doorLock = new VaultLock(Folder, patience, time);
        reconciliation = new VaultReconciliation(this, time);
    }

    public string Folder { get; }

    public IVaultDisk Disk { get; }

    public VaultIndex Index { get; }

    /// <summary>Gets what was found, and perhaps put right, since the present work was let in.</summary>
    public IReadOnlyList<VaultFinding> Findings => findings;

    /// <summary>Does something with the folder that nobody else may disturb.</summary>
    /// <exception cref="ProvisioningException">It failed (<see cref="ErrorCodes.VaultFailed"/>), or another process holds the vault (<see cref="ErrorCodes.VaultLocked"/>).</exception>
    public async Task<T> InsideAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var turn = await turns.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CreateFolder();
            using (await doorLock.EnterAsync(cancellationToken).ConfigureAwait(false))
            {
                findings.Clear();
                if (!reconciled || Index.Read() != IndexCondition.Sound)
                {
                    Reconcile();
                }

                return work();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is in memory may not be what is on the disk.
            Index.Forget();
            reconciled = false;
            throw VaultFailure.Failed($"Working in {Folder} failed: {exception.Message}", exception);
        }
        finally
        {
            turn.SetResult();
        }
    }

    public bool Exists => Directory.Exists(Folder);

    /// <summary>Makes index and entries agree, and tells what does not.</summary>
    public void Reconcile()
    {
        reconciled = false;
        findings.AddRange(reconciliation.Run().Except(findings));
        reconciled = true;
        foreach (var finding in findings.Where(told.Add))
        {
            if (finding.IsRepaired)
            {
                logger.VaultRepaired(finding.File, finding.Error.Message);
            }
            else
            {
                logger.VaultDamaged(finding.File, finding.Error.Message, finding.Error.Remedy);
            }
        }
    }

    /// <summary>Finds an entry; null if it is not kept.</summary>
    /// <exception cref="ProvisioningException">Its file is not as the index tells (<see cref="ErrorCodes.VaultDamaged"/>).</exception>
    public IndexLine? Find(string credentialId)
    {
        var id = EntryName.IdOf(credentialId);
        if (!Agrees(id))
        {
            Reconcile();
            if (!Agrees(id))
            {
                throw new ProvisioningException((findings.FirstOrDefault(finding => finding.CredentialId == credentialId || finding.File.StartsWith(id, StringComparison.Ordinal))
                    ?? new("", ProvisioningError.Of(ErrorCodes.VaultDamaged, $"The entry of {credentialId} is not as the index tells."))).Error);
            }
        }

        return Index.Lines.GetValueOrDefault(id) is { IsThere: true } line ? line : null;
    }

    /// <summary>Lists the entries whose files are there, after both were made to agree.</summary>
    public IEnumerable<IndexLine> Entries() => Index.Lines.Values.Where(line => line.IsThere && File.Exists(PathOf(line)));

    public bool Agrees(string id)
    {
        var line = Index.Lines.GetValueOrDefault(id);
        return HasFile(id, VaultedPasskeyState.Pending) == line is { IsThere: true, Passkey.State: VaultedPasskeyState.Pending }
            && HasFile(id, VaultedPasskeyState.Active) == line is { IsThere: true, Passkey.State: VaultedPasskeyState.Active };
    }

    public string PathOf(IndexLine line) => PathOf(line.Id, line.Passkey.State);

    public string PathOf(string id, VaultedPasskeyState? state) => Path.Combine(Folder, new EntryName(id, state).ToString());

    public string Temporary(string id) => Path.Combine(Folder, $"{id}.{Guid.NewGuid():N}{TemporaryExtension}");

    private bool HasFile(string id, VaultedPasskeyState state) => File.Exists(PathOf(id, state));

    private void CreateFolder()
    {
        if (!Exists)
        {
            StuckPages.OwnFiles.CreateFolder(Folder);
        }
    }
}
