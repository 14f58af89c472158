using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>What watches for wrong clicks in all these journeys sees them.</summary>
[Trait("Duration", "Long")]
public sealed class AllowedUsesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PageStepKind.MethodPicker, "authmethod-picker-email", "picker.title: clicked picker.email|picker.emailText")]
    [InlineData(PageStepKind.StaySignedIn, "id=\"idSIButton9\"", "20: clicked kmsi.yes")]
    [InlineData(PageStepKind.SecurityInfo, "▾", "info.title: clicked info.menu")]
    public async Task A_wrong_click_is_seen_in_any_language(PageStepKind kind, string mark, string expected)
    {
        await using var world = await LanguageWorld.StartAsync("de", new MisledRecognizer(kind, mark));

        var result = await world.GoAsync(new Journey("de", PageEra.Passkey, IsHonoured: false), LanguageWorld.ShortPatience, Token);

        AllowedUses.Wrong(result.Uses).Select(use => use.ToString()).First().ShouldBe(expected);
        result.Faults.ShouldContain(fault => fault.StartsWith($"wrong: {expected}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_right_run_tells_of_every_act()
    {
        await using var world = await LanguageWorld.StartAsync("de");

        var result = await world.GoAsync(new Journey("de", PageEra.Passkey, IsHonoured: false), LanguageWorld.LongPatience, Token);

        result.Faults.ShouldBeEmpty();
        result.Uses.Select(use => use.View).Distinct().ShouldBe(["1", "56", "20", "info.title", "picker.title", "front.title", "naming.title"]);
        result.Uses.ShouldContain(use => use.ToString() == "56: filled accesspass");
    }

    [Fact]
    public void A_button_that_adds_needs_the_right_choice_before()
    {
        ControlUse add = new("picker.title", ["picker.add"], "clicked");
        ControlUse passkey = new("picker.title", ["picker.securityKey"], "clicked");
        ControlUse question = new("picker.title", ["picker.question"], "clicked");

        AllowedUses.Wrong([question, passkey, add]).ShouldBeEmpty();
        AllowedUses.Wrong([question, add]).ShouldBe([add]);
    }

    /// <summary>Takes another control for the one that is meant, on one kind of page.</summary>
    private sealed class MisledRecognizer(PageStepKind kind, string mark) : IStepRecognizer
    {
        private readonly PackRecognizer right = new(EntraCloud.Public);

        public PageStep Recognize(PageSnapshot snapshot)
        {
            var step = right.Recognize(snapshot);
            return step.Kind == kind && Wrong(snapshot) is { } number ? step with { Targets = step.Targets.Keys.ToDictionary(target => target, _ => new ControlReference(snapshot.Id, number)) } : step;
        }

        private int? Wrong(PageSnapshot snapshot)
        {
            // The number comes first in a control's tag.
            const string Number = "data-n=\"";
            var place = snapshot.Html.IndexOf(mark, StringComparison.Ordinal);
            if (place < 0)
            {
                return null;
            }

            var start = snapshot.Html.LastIndexOf(Number, place, StringComparison.Ordinal) + Number.Length;
            return int.Parse(snapshot.Html[start..snapshot.Html.IndexOf('"', start)], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
