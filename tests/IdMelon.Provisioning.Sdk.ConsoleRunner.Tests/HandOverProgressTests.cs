using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class HandOverProgressTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly RunProgress run = new(new JournalEntry.RunStarted("b", "r", At, "ada@contoso.com", ProvisioningMode.Automatic, "asked"));
    private readonly StringWriter written = new();

    [Fact]
    public void People_are_told_until_when_they_are_needed_and_why()
    {
        Show(HandOver());

        run.PersonNeeded.ShouldNotBeNull();
        written.ToString().ShouldContain($"ada@contoso.com: a person is needed until {At.AddMinutes(5).ToLocalTime():HH:mm:ss}: page.unknown: The page is not known.");
    }

    [Fact]
    public void A_run_that_goes_on_needs_nobody_and_has_no_error()
    {
        Show(HandOver());
        Show(Row(ProvisioningState.SigningIn, ProvisioningTrigger.SecurityInfoShown, ProvisioningState.ChoosingMethod));
        run.PersonNeeded.ShouldBeNull();
        Show(Row(ProvisioningState.Verifying, ProvisioningTrigger.PasskeyConfirmed, ProvisioningState.CleaningUp, ProvisioningVerdict.Succeeded));
        Show(Row(ProvisioningState.CleaningUp, ProvisioningTrigger.CleanedUp, ProvisioningState.Finished));

        run.Error.ShouldBeNull();
        written.ToString().ShouldEndWith($"ada@contoso.com: succeeded{Environment.NewLine}");
    }

    [Fact]
    public void A_run_that_nobody_helped_has_its_reason_as_error()
    {
        Show(HandOver());
        Show(Row(ProvisioningState.SigningIn, ProvisioningTrigger.PageUnknown, ProvisioningState.CleaningUp, ProvisioningVerdict.Failed) with { Error = ProvisioningError.Of(ErrorCodes.PageUnknown) });
        Show(Row(ProvisioningState.CleaningUp, ProvisioningTrigger.CleanedUp, ProvisioningState.Finished));

        run.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        written.ToString().ShouldEndWith($"failed, page.unknown: The page is not known.{Environment.NewLine}");
    }

    public void Dispose() => written.Dispose();

    private static JournalEntry.Transitioned HandOver() => Row(ProvisioningState.SigningIn, ProvisioningTrigger.PersonNeeded, ProvisioningState.SigningIn) with
    {
        Until = At.AddMinutes(5),
        Error = ProvisioningError.Of(ErrorCodes.PageUnknown),
    };

    private static JournalEntry.Transitioned Row(ProvisioningState from, ProvisioningTrigger on, ProvisioningState to, ProvisioningVerdict? verdict = null) => new("b", "r", At, from, on, to, ProvisioningEffect.None, verdict);

    private void Show(JournalEntry entry)
    {
        run.Apply(entry);
        new PlainProgress(written).Show(run, entry);
    }
}
