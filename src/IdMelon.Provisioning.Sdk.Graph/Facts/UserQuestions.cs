using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>What is asked of the directory about one user, and how the answers are read. Pure.</summary>
/// <param name="user">The user.</param>
/// <param name="number">What tells the user's requests from those of others.</param>
/// <param name="groups">The groups whose membership is asked for.</param>
internal sealed class UserQuestions(UserPrincipalName user, int number, IReadOnlyList<Guid> groups)
{
    // More are refused by checkMemberGroups.
    private const int MostGroups = 20;

    private readonly IReadOnlyList<Guid[]> chunks = [.. groups.Chunk(MostGroups)];

    public UserPrincipalName User => user;

    /// <summary>How many requests a user takes.</summary>
    public static int CountFor(int groups) => 2 + ((groups + MostGroups - 1) / MostGroups);

    public IEnumerable<BatchCall> Calls()
    {
        var address = $"/users/{Uri.EscapeDataString(user.ToString())}";
        yield return new(IdOf("account"), $"{address}?$select=id,userType,accountEnabled");
        yield return new(IdOf("roles"), $"{address}/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,displayName,roleTemplateId");
        foreach (var (index, chunk) in chunks.Index())
        {
            // Transitive, unlike memberOf.
            yield return new(
                IdOf("groups", index),
                $"{address}/checkMemberGroups",
                () => new JsonObject { ["groupIds"] = new JsonArray([.. chunk.Select(id => (JsonNode)JsonValue.Create(id.ToString()))]) });
        }
    }

    /// <param name="answers">The answers, or why there are none.</param>
    /// <param name="errors">Reads refusals.</param>
    /// <param name="foreign">Makes text of the directory harmless.</param>
    public UserFacts Read(Attempt<IReadOnlyDictionary<string, BatchAnswer>> answers, ErrorReader errors, ForeignText foreign) => new(
        user,
        Answer(answers, errors, IdOf("account")).TryGet(out var account, out var error) ? AccountOf(account) : error,
        GroupsOf(answers, errors),
        Answer(answers, errors, IdOf("roles")).TryGet(out var roles, out error) ? RolesOf(roles, foreign) : error);

    private static Fact<DirectoryAccount> AccountOf(BatchAnswer answer) => answer.Body.Id("id") is { } id
        ? new DirectoryAccount(
            id,
            answer.Body.Text("userType") switch
            {
                "Guest" => true,
                "Member" => false,
                _ => null,
            },
            answer.Body.Truth("accountEnabled"))
        : Unreadable("It lacks the user's object id.");

    private static Fact<IReadOnlyList<DirectoryRole>> RolesOf(BatchAnswer answer, ForeignText foreign) => answer.Body.List("value") is { } roles
        ? Fact<IReadOnlyList<DirectoryRole>>.Of([.. roles.Select(role => new DirectoryRole(foreign.Sentence(role.Text("displayName")) ?? "", role.Id("roleTemplateId")))])
        : Unreadable("It is no list of directory roles.");

    private Fact<IReadOnlySet<Guid>> GroupsOf(Attempt<IReadOnlyDictionary<string, BatchAnswer>> answers, ErrorReader errors)
    {
        var inside = new HashSet<Guid>();
        for (var index = 0; index < chunks.Count; index++)
        {
            if (!Answer(answers, errors, IdOf("groups", index)).TryGet(out var answer, out var error))
            {
                return error;
            }

            if (answer.Body.Ids("value") is not { } found)
            {
                return Unreadable("It is no list of groups.");
            }

            inside.UnionWith(found.Intersect(chunks[index]));
        }

        return inside;
    }

    private static Attempt<BatchAnswer> Answer(Attempt<IReadOnlyDictionary<string, BatchAnswer>> answers, ErrorReader errors, string id) =>
        !answers.TryGet(out var known, out var error) ? error
        : !known.TryGetValue(id, out var answer) ? Unreadable("The batch lacks the answer to a request.")
        : answer.Status is >= 200 and < 300 ? answer
        : errors.Read(TenantCall.ReadUsers, answer.ToException());

    private static ProvisioningError Unreadable(string why) => ErrorReader.Unreadable(TenantCall.ReadUsers, why);

    private string IdOf(string question, int index = 0) => string.Create(CultureInfo.InvariantCulture, $"{number}-{question}-{index}");
}
