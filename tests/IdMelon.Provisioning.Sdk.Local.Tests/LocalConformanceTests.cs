using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Conformance.Authenticators;
using IdMelon.Provisioning.Conformance.Journaling;
using IdMelon.Provisioning.Conformance.Vaults;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.Local.Tests;

public sealed class LocalConformanceTests
{
    [Fact]
    public void No_suite_is_forgotten() =>
        ConformanceSuites.Forgotten(typeof(JsonLinesJournal).Assembly, typeof(LocalConformanceTests).Assembly).ShouldBeEmpty();

    [Fact]
    public void Forgetting_a_suite_would_be_noticed() =>
        ConformanceSuites.Forgotten(typeof(JsonLinesJournal).Assembly, typeof(JsonLinesJournal).Assembly)
            .ShouldBe([typeof(JournalConformance), typeof(PasskeyKeyFactoryConformance), typeof(VaultConformance)], ignoreOrder: true);
}

public sealed class JsonLinesJournalConformanceTests : DurableJournalConformance, IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly JsonLinesJournal journal;

    public JsonLinesJournalConformanceTests() => journal = scratch.Open();

    protected override IProvisioningJournal Journal => journal;

    protected override IProvisioningJournal OpenAgain() => scratch.Open();

    public void Dispose()
    {
        journal.Dispose();
        scratch.Dispose();
    }
}

public sealed class PasskeyKeyFactoryConformanceTests : PasskeyKeyFactoryConformance
{
    protected override IPasskeyKeyFactory Keys { get; } = new PasskeyKeyFactory();
}
