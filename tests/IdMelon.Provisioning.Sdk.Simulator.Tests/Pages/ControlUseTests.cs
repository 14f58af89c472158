using System.Net;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>Pages tell which of their controls was used, in names and in nothing else.</summary>
public sealed class ControlUseTests : PagesFixture
{
    private const string Used = PageClient.SignInHost + "/simulator-assets/used";

    [Fact]
    public async Task A_control_that_was_used_is_noted_for_whose_window_it_is()
    {
        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));

        await Window.PostFormAsync(Used, Use("clicked", "20", "kmsi.no common.no"));

        Window.Status.ShouldBe(HttpStatusCode.NoContent);
        Simulator.Events.Of(SimulatorEventKinds.ControlUsed).ShouldHaveSingleItem().Text.ShouldBe("The control 'kmsi.no common.no' of the view '20' was clicked.");
        Simulator.Events.Count(SimulatorEventKinds.ControlUsed, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Theory]
    [InlineData("clicked", "20", "Pass+1 word!")]
    [InlineData("clicked", "<b>", "kmsi.no")]
    [InlineData("typed", "20", "kmsi.no")]
    [InlineData("clicked", "20", "")]
    public async Task What_is_no_name_of_a_control_is_not_noted(string use, string view, string control)
    {
        await Window.PostFormAsync(Used, Use(use, view, control));

        Window.Status.ShouldBe(HttpStatusCode.BadRequest);
        Simulator.Events.Count(SimulatorEventKinds.ControlUsed).ShouldBe(0);
    }

    private static Dictionary<string, string> Use(string use, string view, string control) => new() { ["use"] = use, ["view"] = view, ["control"] = control };
}
