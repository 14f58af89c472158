using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Local.Tests;

public sealed class LocalServiceCollectionExtensionsTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Journal_and_keys_are_added_whether_before_or_after_the_core(bool coreFirst)
    {
        var services = new ServiceCollection();
        if (coreFirst)
        {
            services.AddProvisioning();
        }

        services.AddLocalProvisioning(options => options.Folder = scratch.Journal);
        if (!coreFirst)
        {
            services.AddProvisioning();
        }

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IProvisioningJournal>().ShouldBeOfType<JsonLinesJournal>().Folder.ShouldBe(scratch.Journal);
        provider.GetRequiredService<IPasskeyKeyFactory>().ShouldBeOfType<PasskeyKeyFactory>();
    }

    [Fact]
    public void The_callers_own_journal_and_keys_stay()
    {
        var journal = new InMemoryJournal();
        using var provider = new ServiceCollection()
            .AddSingleton<IProvisioningJournal>(journal)
            .AddLocalProvisioning(options => options.Folder = scratch.Journal)
            .AddLocalProvisioning(options => options.Folder = "ignored")
            .BuildServiceProvider();

        provider.GetRequiredService<IProvisioningJournal>().ShouldBeSameAs(journal);
        provider.GetServices<IPasskeyKeyFactory>().Count().ShouldBe(1);
    }

    public void Dispose() => scratch.Dispose();
}
