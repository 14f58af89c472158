using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Tests.Running;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Registered_parts_make_a_provisioner_that_works()
    {
        using var bench = new RunBench();
        await using var provider = Services(bench).AddProvisioning(options =>
        {
            options.AllowsVolatileVault = true;
            options.DirectoryPatience = TimeSpan.Zero;
        }).BuildServiceProvider(validateScopes: true);

        var record = await provider.GetRequiredService<IProvisioner>().ProvisionAsync(new ProvisioningRequest(RunBench.User), null, TestContext.Current.CancellationToken);

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        provider.GetRequiredService<BatchProvisioner>().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_part_registered_before_stays()
    {
        using var bench = new RunBench();
        await using var provider = Services(bench).AddSingleton<IProvisioningJournal>(bench.Journal).AddProvisioning().AddProvisioning().BuildServiceProvider();

        provider.GetRequiredService<IProvisioningJournal>().ShouldBeSameAs(bench.Journal);
        provider.GetServices<IProvisioner>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_option_out_of_range_is_named()
    {
        using var bench = new RunBench();
        await using var provider = Services(bench).AddProvisioning(options => options.MaximumRepeats = 0).BuildServiceProvider();

        Should.Throw<ProvisioningException>(provider.GetRequiredService<IProvisioner>).Error.Message.ShouldContain("MaximumRepeats");
    }

    private static ServiceCollection Services(RunBench bench)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IBrowserSessionFactory>(bench.Smooth());
        services.AddSingleton<IAccessPassIssuer>(bench.Tenant);
        services.AddSingleton<IPasskeyDirectory>(bench.Tenant);
        services.AddSingleton<IPasskeyVault>(bench.Vault);
        services.AddSingleton<IPasskeyKeyFactory>(new PasskeyKeyFactory());
        return services;
    }
}
