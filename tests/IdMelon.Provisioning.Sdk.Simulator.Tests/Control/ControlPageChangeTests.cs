using System.Net;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>A page that is told through the control interface to change itself.</summary>
public sealed class ControlPageChangeTests : ControlTest
{
    [Fact]
    public async Task The_answer_comes_when_the_page_has_changed()
    {
        var answer = PostAsync("pages/change", """{ "change": "moveSubmit" }""");

        (await Simulator.Pages.Changes.NextAsync(afterChange: false, Cancellation)).ShouldBe(PageChange.MoveSubmit);
        answer.IsCompleted.ShouldBeFalse();
        var next = Simulator.Pages.Changes.NextAsync(afterChange: true, Cancellation);

        (await answer).Status.ShouldBe(HttpStatusCode.NoContent);
        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task While_one_change_is_under_way_there_is_no_other()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = Simulator.Pages.ChangePageAsync(PageChange.SwapDocument, stop.Token);

        ShouldRefuse(await PostAsync("pages/change", """{ "change": "moveSubmit" }"""), HttpStatusCode.Conflict, "change-under-way");

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Where_no_page_listens_the_wait_ends() =>
        ShouldRefuse(await PostAsync("pages/change?wait=1", """{ "change": "leaveOrigin" }"""), HttpStatusCode.Conflict, "change-not-made");

    [Theory]
    [InlineData("", "{}", "pages.change.change")]
    [InlineData("", """{ "change": "explode" }""", "pages.change.change")]
    [InlineData("?wait=26", """{ "change": "moveSubmit" }""", "pages.change?wait")]
    public async Task A_change_that_cannot_be_is_refused_by_name(string query, string body, string field)
    {
        var reply = await PostAsync("pages/change" + query, body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Body!["error"]!["field"]).ShouldBe(field);
    }
}
