using System.Collections.Concurrent;
using System.Diagnostics;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Passes, tokens and the client secret show nowhere, whatever goes wrong.</summary>
public sealed class GraphTenantCanaryTests
{
    private const string Pass = "canary+Pass%1";
    private const string Secret = "canary~secret.5Zw";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada.lovelace@contoso.com");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<HttpResponseMessage>> Answers() => new()
    {
        { "issued", () => CannedService.Json(201, $$"""{"id":"a","temporaryAccessPass":"{{Pass}}","lifetimeInMinutes":60}""") },
        { "issued without id", () => CannedService.Json(201, $$"""{"temporaryAccessPass":"{{Pass}}","lifetimeInMinutes":60}""") },
        { "torn", () => CannedService.Json(201, $$"""{"id":"a","temporaryAccessPass":"{{Pass}}""") },
        { "wrong type", () => CannedService.Json(201, $$"""{"id":"a","lifetimeInMinutes":"{{Pass}}"}""") },
        { "bare", () => CannedService.Json(201, Pass) },
        { "html", () => CannedService.Text(201, $"<html>{Pass}</html>", "text/html") },
        { "broken off", () => throw new HttpRequestException($"connection lost") },
        { "refused with echo", () => CannedService.Error(400, "bad", $"{Secret}") },
        { "throttled with echo", () => CannedService.Text(429, $"{Secret} {Pass}", "text/plain") },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task No_secret_shows_in_log_trace_or_error(string name, Func<HttpResponseMessage> answer)
    {
        using var log = new RecordedLog();
        using var traces = new RecordedTraces();
        using var service = new CannedService();
        using var tenant = service.Answer(_ => answer()).Tenant(options => options.ThrottlePatience = TimeSpan.Zero, log);

        var attempt = await tenant.IssueAsync(Ada, new AccessPassWish(), Token);

        var told = string.Join('\n', log.ToString(), traces.ToString(), attempt.ToString(), attempt.Error?.ToString(), attempt.Error?.ServiceCode, attempt.Succeeded ? attempt.Value.ToString() : "");
        log.Lines.ShouldNotBeEmpty(name);
        traces.Count.ShouldBeGreaterThan(0);
        told.ShouldNotContain("canary");
        log.ToString().ShouldNotContain("lovelace");
    }

    [Fact]
    public async Task No_secret_of_a_real_exchange_shows()
    {
        using var log = new RecordedLog();
        using var traces = new RecordedTraces();
        var told = new List<string?>();
        await using var tenant = await SimulatedTenant.StartAsync(loggers: log);
        var ada = tenant.AddUser();

        var pass = (await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Value;
        tenant.Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);
        told.Add((await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).ToString());
        tenant.Simulator.Weather.FailNext(GraphCall.DeleteAccessPass, 500);
        told.Add((await tenant.Graph.RevokeAsync(ada, pass.Id, Token)).ToString());
        told.Add((await tenant.Graph.ListAccessPassesAsync(ada, Token)).Value.Single().ToString());
        told.Add(pass.ToString());

        var everything = string.Join('\n', [log.ToString(), traces.ToString(), .. told]);
        log.Lines.Count.ShouldBeGreaterThan(2);
        everything.ShouldNotContain(pass.Secret.Reveal(), Case.Sensitive);
        everything.ShouldNotContain(tenant.Simulator.ClientSecret, Case.Sensitive);
        everything.ShouldNotContain("eyJ", Case.Sensitive, "tokens begin so");
    }

    /// <summary>Every activity of every source.</summary>
    private sealed class RecordedTraces : IDisposable
    {
        private readonly ConcurrentQueue<string> lines = new();
        private readonly ActivityListener listener;

        public RecordedTraces()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => lines.Enqueue(string.Join(
                    ' ',
                    [
                        activity.DisplayName,
                        activity.StatusDescription,
                        .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                        .. activity.Events.SelectMany(entry => entry.Tags.Select(tag => $"{entry.Name}.{tag.Key}={tag.Value}")),
                    ])),
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int Count => lines.Count;

        public override string ToString() => string.Join('\n', lines);

        public void Dispose() => listener.Dispose();
    }
}
