using IdMelon.Provisioning.AdminPanel.Hosting;
using IdMelon.Provisioning.Requests;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.AdminPanel.Directory;

/// <summary>Lists and finds users through Graph, as the application itself (<c>User.Read.All</c>).</summary>
internal sealed class UserDirectory : IDisposable
{
    private const int PartSize = 20;
    private static readonly string[] Fields = ["displayName", "userPrincipalName", "accountEnabled"];

    private readonly AppTokens tokens;
    private readonly HttpClient http;
    private readonly GraphServiceClient graph;

    public UserDirectory(TenantAccess access)
    {
        tokens = new AppTokens(access);
        http = access.Handler is { } handler ? new HttpClient(handler, disposeHandler: false) : GraphClientFactory.Create();
        graph = new GraphServiceClient(http, new BaseBearerTokenAuthenticationProvider(tokens), $"https://{access.Settings.Cloud.GraphHost}/v1.0");
    }

    /// <summary>Lists the users whose name or sign-in name begins as typed.</summary>
    /// <param name="search">What was typed; empty lists all.</param>
    /// <param name="next">Where to go on; null begins.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Attempt<UserListPart>> ListAsync(string search, string? next, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var answer = next is null
            ? await graph.Users.GetAsync(
                request =>
                {
                    request.QueryParameters.Select = Fields;
                    request.QueryParameters.Top = PartSize;
                    request.QueryParameters.Filter = FilterOf(search);
                    request.QueryParameters.Orderby = search.Length == 0 ? ["displayName"] : null;
                },
                cancellationToken)
            : await graph.Users.WithUrl(next).GetAsync(null, cancellationToken);
        return new UserListPart([.. (answer?.Value ?? []).Select(Listed).OfType<ListedUser>()], answer?.OdataNextLink);
    });

    /// <summary>Finds a user.</summary>
    public Task<Attempt<ListedUser>> FindAsync(UserPrincipalName name, CancellationToken cancellationToken) => AskAsync<ListedUser>(async () =>
        await graph.Users[name.ToString()].GetAsync(request => request.QueryParameters.Select = Fields, cancellationToken) is { } found && Listed(found) is { } user
            ? user
            : ProvisioningError.Of(ErrorCodes.UserNotFound));

    public void Dispose()
    {
        graph.Dispose();
        http.Dispose();
        tokens.Dispose();
    }

    private static ListedUser? Listed(Microsoft.Graph.Models.User user) =>
        UserPrincipalName.TryParse(user.UserPrincipalName, out var name) ? new ListedUser(name, user.DisplayName ?? name.ToString(), user.AccountEnabled ?? true) : null;

    private static string? FilterOf(string search)
    {
        var quoted = search.Replace("'", "''", StringComparison.Ordinal);
        return search.Length == 0 ? null : $"startswith(displayName,'{quoted}') or startswith(userPrincipalName,'{quoted}')";
    }

    private static async Task<Attempt<T>> AskAsync<T>(Func<Task<Attempt<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ODataError error)
        {
            return error.ResponseStatusCode == StatusCodes.Status404NotFound
                ? ProvisioningError.Of(ErrorCodes.UserNotFound)
                : ProvisioningError.Of(ErrorCodes.TenantUnexpected) with { HttpStatus = error.ResponseStatusCode, ServiceCode = error.Error?.Code };
        }
        catch (MsalException exception)
        {
            return ProvisioningError.Of(ErrorCodes.TenantUnexpected, "No token was issued.") with { ServiceCode = exception.ErrorCode };
        }
        catch (HttpRequestException)
        {
            return ProvisioningError.Of(ErrorCodes.TenantUnreachable);
        }
    }

    private static Task<Attempt<UserListPart>> AskAsync(Func<Task<UserListPart>> ask) => AskAsync<UserListPart>(async () => await ask());
}
