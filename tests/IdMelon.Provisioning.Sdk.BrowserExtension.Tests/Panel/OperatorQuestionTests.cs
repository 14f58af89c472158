using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Hosting;
using IdMelon.Provisioning.BrowserExtension.Tests.Browsing;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Panel;

public sealed class OperatorQuestionTests
{
    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private readonly FakeBridge bridge = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<OperatorQuestion> Questions =>
    [
        new OperatorQuestion.Creation("q1", Ada, "shop.example", "https://login.shop.example", "https://shop.example") { RelyingPartyName = "The Shop", AccountName = "ada.l" },
        new OperatorQuestion.Site("q2", Ada, "login.shop.example", "https://login.shop.example/*"),
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_arrives_in_the_extensions_window_as_it_was_asked(OperatorQuestion question)
    {
        var storage = new ExtensionStorage(bridge);
        bridge.Replies["set"] = """{"value":null}""";

        await storage.WriteQuestionAsync(question, Token);
        bridge.Replies["get"] = new JsonObject { ["value"] = bridge.Calls.Single().Arguments["items"]!.DeepClone() }.ToJsonString();

        (await storage.ReadQuestionsAsync(Token)).Single().ShouldBe(question);
    }

    [Fact]
    public async Task A_question_that_is_cancelled_is_taken_away_and_one_that_is_answered_too()
    {
        foreach (var method in new[] { "set", "ask", "remove" })
        {
            bridge.Replies[method] = """{"value":null}""";
        }

        var questions = new OperatorQuestions(bridge, new ExtensionStorage(bridge));
        var question = new OperatorQuestion.Site("q1", Ada, "shop.example", "https://shop.example/*");
        using var cancelling = new CancellationTokenSource();

        var asking = questions.AskAsync(question, cancelling.Token);
        questions.Decide("q2", true);
        asking.IsCompleted.ShouldBeFalse();
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        var again = questions.AskAsync(question, Token);
        questions.Decide("q1", true);

        (await again).ShouldBeTrue();
        bridge.Calls.Count(call => call.Method == "remove").ShouldBe(2);
    }
}
