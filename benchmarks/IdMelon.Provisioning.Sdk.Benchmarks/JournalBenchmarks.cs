using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to read the journal of 1,000 users and to fold it into their records?</summary>
[MemoryDiagnoser]
[MedianColumn]
public class JournalBenchmarks
{
    private const int Users = 1000;

    private JournalEntry[] entries = [];
    private string[] lines = [];

    [GlobalSetup]
    public void Prepare()
    {
        entries = [.. Enumerable.Range(0, Users).SelectMany(Run)];
        lines = [.. entries.Select(JournalJson.Write)];
    }

    [Benchmark]
    public int Read() => lines.Count(line => JournalJson.Read(line) is not null);

    [Benchmark]
    public IReadOnlyList<ProvisioningRecord> Fold() => ProvisioningRecords.Fold(entries);

    // The shortest way through the table to a passkey, with what a run writes on it.
    private static IEnumerable<JournalEntry> Run(int number)
    {
        var id = $"request-{number}";
        var at = DateTimeOffset.UnixEpoch.AddSeconds(number);
        yield return new JournalEntry.RunStarted("batch", id, at, $"user{number}@contoso.com", ProvisioningMode.Automatic, "Automatic needs nobody at the window.");

        var state = ProvisioningState.Ready;
        foreach (var trigger in Way)
        {
            var row = TransitionTable.Automatic.Find(state, trigger) ?? throw new InvalidOperationException($"The way does not go on in {state}.");
            state = row.To;
            yield return new JournalEntry.Transitioned("batch", id, at.AddSeconds(1), row.From, row.On, row.To, row.Then, row.Verdict)
            {
                Page = new JournaledPage("SecurityInfo", "mysignins.microsoft.com", ["host:SecurityInfo", "phrase:ja:security-info.add-method"]) { Rule = "security-info/list", Pack = "entra 1.0.0", Language = "ja" },
                RoundTrips = 12,
                PageChanges = 11,
            };
        }
    }

    private static readonly ProvisioningTrigger[] Way =
    [
        ProvisioningTrigger.Started,
        ProvisioningTrigger.EarlierSettled,
        ProvisioningTrigger.AccessPassIssued,
        ProvisioningTrigger.UsernameAsked,
        ProvisioningTrigger.AccessPassAsked,
        ProvisioningTrigger.StaySignedInAsked,
        ProvisioningTrigger.SecurityInfoShown,
        ProvisioningTrigger.MethodsShown,
        ProvisioningTrigger.PasskeyIntroduced,
        ProvisioningTrigger.NameAsked,
        ProvisioningTrigger.RegistrationShown,
        ProvisioningTrigger.PasskeyConfirmed,
        ProvisioningTrigger.CleanedUp,
    ];
}
