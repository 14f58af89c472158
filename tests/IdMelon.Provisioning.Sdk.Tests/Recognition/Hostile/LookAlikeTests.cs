using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

public sealed class LookAlikeTests
{
    private const int Forms = 300;

    private static readonly PageSnapshot[] Reduced = [.. Enumerable.Range(0, Forms).Select(seed => PageReduction.Of(GenericForms.Write(seed), "", ""))];

    public static TheoryData<string> Pages => [.. LookAlikes.Names];

    public static TheoryData<string> Clouds => [.. EntraCloud.All.Select(cloud => cloud.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_another_system_is_never_touched_even_under_the_clouds_own_host_names(string page)
    {
        var reduced = PageReduction.Of(LookAlikes.Read(page), "", "");

        var touched = EntraCloud.All.SelectMany(cloud => SignInPlaces(cloud).Append((cloud.SecurityInfoHost ?? "", "/register")).SelectMany(place => Touched(cloud, reduced, place)));

        touched.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_another_system_where_passkeys_are_made_is_touched_only_where_the_real_page_could_look_the_same(string page)
    {
        var recognizer = new PackRecognizer(EntraCloud.Public);
        var list = PageReduction.Of(LookAlikes.Read(page), "https://mysignins.microsoft.com", "/security-info");
        var ceremony = list with { Origin = "https://login.microsoft.com", Path = "/x/fido/create" };

        var wrong = SecurityInfoOracle.Complaints(list, recognizer.Recognize(list)).Concat(CeremonyComplaints(ceremony, recognizer.Recognize(ceremony)));

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void A_made_up_form_without_the_facts_of_a_sign_in_page_is_never_touched_at_sign_in(string cloudName)
    {
        var cloud = EntraCloud.Find(cloudName)!;

        var touched = Reduced.SelectMany((form, seed) => SignInPlaces(cloud).SelectMany(place => Touched(cloud, form, place).Select(step => $"form {seed} {step}")));

        touched.ShouldBeEmpty();
    }

    [Fact]
    public void A_made_up_form_where_the_ceremony_runs_is_clicked_only_if_it_asks_for_nothing()
    {
        var recognizer = new PackRecognizer(EntraCloud.Public);

        var wrong = Reduced
            .Select(form => form with { Origin = "https://login.microsoft.com", Path = "/x/fido/create" })
            .SelectMany((form, seed) => CeremonyComplaints(form, recognizer.Recognize(form)).Select(complaint => $"form {seed}: {complaint}"));

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_made_up_form_at_security_info_is_touched_only_where_the_real_page_could_look_the_same()
    {
        var recognizer = new PackRecognizer(EntraCloud.Public);

        var wrong = Reduced
            .Select(form => form with { Origin = "https://mysignins.microsoft.com", Path = "/security-info" })
            .SelectMany((form, seed) => SecurityInfoOracle.Complaints(form, recognizer.Recognize(form)).Select(complaint => $"form {seed}: {complaint}"));

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/register")]
    [InlineData("/security-info/anything")]
    [InlineData("/anything/security-info")]
    [InlineData("/devices")]
    public void A_made_up_form_elsewhere_on_the_host_of_security_info_is_never_touched(string path)
    {
        var touched = Reduced.SelectMany((form, seed) => Touched(EntraCloud.Public, form, ("mysignins.microsoft.com", path)).Select(step => $"form {seed} {step}"));

        touched.ShouldBeEmpty();
    }

    private static IEnumerable<string> Touched(EntraCloud cloud, PageSnapshot page, (string Host, string Path) place)
    {
        var step = new PackRecognizer(cloud).Recognize(page with { Origin = $"https://{place.Host}", Path = place.Path });
        return ActedSteps.Touches(step) ? [$"at {place.Host}{place.Path}: {ActedSteps.Describe(step)}"] : [];
    }

    // A page that asks for something is not the one that runs the ceremony, whatever its address.
    private static IEnumerable<string> CeremonyComplaints(PageSnapshot page, PageStep step) =>
        ActedSteps.Touches(step) && page.Html.Contains("<input", StringComparison.Ordinal) && page.Html.Contains(" name=\"", StringComparison.Ordinal)
            ? [ActedSteps.Describe(step)]
            : TargetOracle.Complaints(page, step);

    private static IEnumerable<(string Host, string Path)> SignInPlaces(EntraCloud cloud) =>
        from host in cloud.SignInHosts from path in (string[])["/", "/common/oauth2/v2.0/authorize", "/common/login", "/kmsi", "/common/fido/get"] select (host, path);
}
