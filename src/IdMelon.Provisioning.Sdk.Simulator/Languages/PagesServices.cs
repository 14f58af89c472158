using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using IdMelon.Provisioning.Simulator.Wizard;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>Registers what the pages need; directory, tenant, events and clock come from the host.</summary>
internal static class PagesServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton(PageLanguages.Embedded);
        services.AddSingleton<LanguageChoice>();
        services.AddSignIn();
        services.AddSecurityInfo();
        services.AddCeremony();
        services.AddSingleton<WizardPages>();
        return services;
    }
}
