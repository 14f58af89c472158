using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class GraphTenantOptionsTests
{
    public static TheoryData<string, Action<GraphTenantOptions>> Wrong() => new()
    {
        { "TenantId", options => options.TenantId = "" },
        { "TenantId", options => options.TenantId = null! },
        { "TenantId", options => options.TenantId = "common" },
        { "TenantId", options => options.TenantId = "organizations" },
        { "TenantId", options => options.TenantId = "contoso.com/../x" },
        { "TenantId", options => options.TenantId = "contoso.com?x=" },
        { "TenantId", options => options.TenantId = "10.0.0.1" },
        { "ClientId", options => options.ClientId = "" },
        { "ClientId", options => options.ClientId = "my app" },
        { "ClientSecret", options => options.ClientSecret = null },
        { "SignIn", options => options.SignIn = GraphSignIn.ClientSecret(new("other")) },
        { "ClientId", options => (options.ClientId, options.ClientSecret, options.SignIn) = ("", null, GraphSignIn.Interactive()) },
        { "DelegatedScopes", options => options.DelegatedScopes = [] },
        { "DelegatedScopes", options => options.DelegatedScopes = [" "] },
        { "TokenCacheFolder", options => options.TokenCacheFolder = " " },
        { "Time", options => options.Time = null! },
        { "Cloud", options => options.Cloud = null! },
        { "CallTimeout", options => options.CallTimeout = TimeSpan.Zero },
        { "CallTimeout", options => options.CallTimeout = Timeout.InfiniteTimeSpan },
        { "ThrottlePatience", options => options.ThrottlePatience = TimeSpan.FromSeconds(-1) },
        { "ThrottlePatience", options => options.ThrottlePatience = TimeSpan.FromMinutes(4) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_setting_is_named(string setting, Action<GraphTenantOptions> spoil)
    {
        using var service = new CannedService();
        var options = service.Options();
        spoil(options);

        var failure = Should.Throw<ProvisioningException>(() => new GraphTenant(options));

        failure.Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        failure.Error.Message.ShouldContain($"GraphTenantOptions.{setting} ");
    }

    [Theory]
    [InlineData("contoso.onmicrosoft.com")]
    [InlineData("b1d6d2f0-0000-4000-8000-000000000000")]
    public void A_tenant_is_named_by_id_or_domain(string tenantId)
    {
        using var service = new CannedService();
        using var tenant = service.Tenant(options => options.TenantId = tenantId);
    }

    [Fact]
    public void A_tenant_without_a_handler_makes_its_own()
    {
        using var service = new CannedService();
        using var tenant = service.Tenant(options => options.HttpHandler = null);
    }

    [Fact]
    public void A_container_gives_one_tenant_for_both_ports()
    {
        using var service = new CannedService();
        using var provider = new ServiceCollection().AddGraphTenant(options =>
        {
            options.TenantId = "contoso.onmicrosoft.com";
            options.ClientId = "3f0d8c1e-0000-4000-8000-000000000000";
            options.ClientSecret = new SecretText("secret");
            options.HttpHandler = service;
        }).BuildServiceProvider();

        provider.GetRequiredService<IAccessPassIssuer>().ShouldBeSameAs(provider.GetRequiredService<GraphTenant>());
        provider.GetRequiredService<IPasskeyDirectory>().ShouldBeSameAs(provider.GetRequiredService<GraphTenant>());
    }

    [Fact]
    public void A_container_gives_facts_that_are_kept_for_a_while()
    {
        using var provider = new ServiceCollection().AddGraphTenant(_ => { }).AddSingleton(new GraphTenant(new CannedService().Options())).BuildServiceProvider();

        provider.GetRequiredService<ITenantFacts>().ShouldBeOfType<CachedTenantFacts>();
    }

    [Fact]
    public void A_container_names_a_wrong_setting()
    {
        using var provider = new ServiceCollection().AddGraphTenant(_ => { }).BuildServiceProvider();

        Should.Throw<ProvisioningException>(provider.GetRequiredService<IAccessPassIssuer>).Error.Message.ShouldContain("TenantId");
    }
}
