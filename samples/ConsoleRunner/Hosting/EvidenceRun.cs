using System.Collections.Concurrent;
using System.Reflection;
using IdMelon.Provisioning.Evidence;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local.Evidence;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Collects what a batch writes into the journal, and keeps the evidence of it.</summary>
internal sealed class EvidenceRun(EvidenceSettings settings, EvidenceSigner? signer, TenantConnection connection)
{
    private readonly ConcurrentQueue<JournalEntry> entries = new();

    public void Observe(JournalEntry entry)
    {
        if (settings.Folder is not null)
        {
            entries.Enqueue(entry);
        }
    }

    /// <summary>Writes one file for each user whose run is over.</summary>
    /// <returns>How many; null if none is wanted.</returns>
    public async Task<int?> WriteAsync()
    {
        if (settings.Folder is not { } folder)
        {
            return null;
        }

        var context = new EvidenceContext(connection.TenantId, connection.Cloud.Name, connection.ClientId, $"{Environment.UserName}@{Environment.MachineName}", Program);
        var kept = new EvidenceFolder(folder);
        var all = ProvisioningEvidence.Of(entries, context);
        foreach (var evidence in all)
        {
            await kept.WriteAsync(evidence, signer, CancellationToken.None);
        }

        return all.Count;
    }

    private static string Program { get; } = $"idmelon-provision {typeof(EvidenceRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";
}
