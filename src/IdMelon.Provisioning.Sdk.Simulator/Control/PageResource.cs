using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>How the pages behave.</summary>
internal sealed class PageResource(PageWeather pages, PageLanguages languages, TenantDirectory directory) : IControlResource
{
    private readonly FieldTable<PageWeather> fields = PageFields.Of(languages, directory);
    private readonly FieldTable<PageFields.Visits> visits = PageFields.NextVisits(directory);

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "pages", _ => new(ControlReply.Ok(fields.Write(pages)))),
        new(HttpMethods.Patch, "pages", async call => (await call.ChangeAsync(fields, pages).ConfigureAwait(false)).ToReply(fields)),
        new(HttpMethods.Delete, "pages", _ => new(Clear())),
        new(HttpMethods.Post, "pages/failures", call => WeatherResource.PlanAsync(call, PageFields.NextFailures, new(), plan => pages.FailNext(plan.Call, plan.ErrorCode, plan.Count))),
        new(HttpMethods.Post, "pages/visits", call => WeatherResource.PlanAsync(call, visits, new(new()), plan => pages.ExpectVisits(plan.Visit, plan.Count))),
    ];

    private ControlReply Clear()
    {
        pages.Clear();
        return ControlReply.NoContent;
    }
}
