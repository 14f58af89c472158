using System.Runtime.CompilerServices;
using System.Text.Json;
using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Graph.Facts;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using Microsoft.Kiota.Abstractions;

namespace IdMelon.Provisioning.Graph;

/// <content>What decides whether users can be given passkeys: policies, the caller's rights, accounts, groups, roles.</content>
public sealed partial class GraphTenant : ITenantFacts
{
    // So many batches are under way at a time.
    private const int BatchesAtOnce = 4;

    private readonly ForeignText foreign = new([]);

    /// <inheritdoc/>
    /// <remarks>The policies need <c>Policy.Read.AuthenticationMethod</c>; the caller's rights are read from its access token.</remarks>
    public async Task<TenantWideFacts> ReadTenantAsync(CancellationToken cancellationToken)
    {
        var caller = await CallAsync(TenantCall.ReadCaller, default, () => ReadCallerAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var policy = await CallAsync(TenantCall.ReadPolicy, default, () => ReadPolicyAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return policy.TryGet(out var read, out var error)
            ? new(new PolicyReader(foreign).Passkeys(read), PolicyReader.AccessPasses(read), PolicyReader.ReferencedGroups(read), Fact<CallerFacts>.From(caller))
            : new(error, error, error, Fact<CallerFacts>.From(caller));
    }

    /// <inheritdoc/>
    /// <remarks>The directory is asked in batches of 20 requests and needs <c>User.Read.All</c> and <c>GroupMember.Read.All</c>; access passes and passkeys are asked for user by user.</remarks>
    public IAsyncEnumerable<UserFacts> ReadUsersAsync(IReadOnlyList<UserPrincipalName> users, TenantWideFacts tenant, UserFactsDepth depth, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(tenant);
        foreach (var user in users)
        {
            Require(user);
        }

        return ReadAllAsync(users, tenant.TargetGroups, depth, cancellationToken);
    }

    private async IAsyncEnumerable<UserFacts> ReadAllAsync(
        IReadOnlyList<UserPrincipalName> users, IReadOnlyList<Guid> groups, UserFactsDepth depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var together = Math.Max(1, BatchesAtOnce * GraphBatch.Most / UserQuestions.CountFor(groups.Count));
        foreach (var some in users.Chunk(together))
        {
            var questions = some.Select((user, number) => new UserQuestions(user, number, groups)).ToList();
            var answers = await CallAsync(TenantCall.ReadUsers, default, () => AskAsync(questions, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var asked in questions)
            {
                var facts = asked.Read(answers, errors, foreign);
                yield return depth == UserFactsDepth.AuthenticationMethods && facts.Account.IsKnown ? await WithMethodsAsync(facts, cancellationToken).ConfigureAwait(false) : facts;
            }
        }
    }

    private async Task<Attempt<IReadOnlyDictionary<string, BatchAnswer>>> AskAsync(IEnumerable<UserQuestions> questions, CancellationToken cancellationToken)
    {
        var batch = new GraphBatch(client, retry.ForRepeatable(), patience, RateGovernor.Time);
        var parts = await Task.WhenAll(questions.SelectMany(question => question.Calls()).Chunk(GraphBatch.Most).Select(calls => batch.SendAsync(calls, cancellationToken))).ConfigureAwait(false);
        return Attempt<IReadOnlyDictionary<string, BatchAnswer>>.Of(parts.SelectMany(part => part).ToDictionary());
    }

    private async Task<UserFacts> WithMethodsAsync(UserFacts facts, CancellationToken cancellationToken) => facts with
    {
        AccessPasses = Fact<IReadOnlyList<AccessPassStatus>>.From(await ListAccessPassesAsync(facts.User, cancellationToken).ConfigureAwait(false)),
        Passkeys = Fact<IReadOnlyList<DirectoryPasskey>>.From(await ListPasskeysAsync(facts.User, cancellationToken).ConfigureAwait(false)),
    };

    private async Task<Attempt<JsonElement>> ReadPolicyAsync(CancellationToken cancellationToken)
    {
        var stream = await client.RequestAdapter.SendPrimitiveAsync<Stream>(PolicyRequest(), ErrorMapping, cancellationToken).ConfigureAwait(false);
        if (stream is null)
        {
            return ErrorReader.Unreadable(TenantCall.ReadPolicy, "It is empty.");
        }

        await using (stream.ConfigureAwait(false))
        {
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            return document.RootElement.Clone();
        }
    }

    // The pipeline puts the token into any request, also into one that is never sent; so this works for every client, whoever made it.
    private async Task<Attempt<CallerFacts>> ReadCallerAsync(CancellationToken cancellationToken)
    {
        using var request = await client.RequestAdapter.ConvertToNativeRequestAsync<HttpRequestMessage>(PolicyRequest(), cancellationToken).ConfigureAwait(false);
        return CallerReader.Read(request?.Headers.Authorization?.Parameter).TryGet(out var caller, out var error) ? caller : error;
    }

    private RequestInformation PolicyRequest() => client.Policies.AuthenticationMethodsPolicy.ToGetRequestInformation(request => request.Options.Add(retry.ForRepeatable()));
}
