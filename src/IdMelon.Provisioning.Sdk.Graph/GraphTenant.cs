using System.Runtime.CompilerServices;
using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Graph.Http;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace IdMelon.Provisioning.Graph;

/// <summary>Temporary Access Passes and passkeys of a tenant through Microsoft Graph.</summary>
/// <remarks>
/// Thread-safe; one instance serves all runs against a tenant. The application needs <c>UserAuthMethod-TAP.ReadWrite.All</c> and
/// <c>UserAuthMethod-Passkey.Read.All</c>, or <c>UserAuthenticationMethod.ReadWrite.All</c> for both, with admin consent.
/// Calls keep within Graph's limits, see <see cref="RateGovernor"/>. One that is throttled all the same is repeated as Graph asks, within <see cref="GraphTenantOptions.ThrottlePatience"/>; nothing else is repeated.
/// </remarks>
public sealed partial class GraphTenant : IAccessPassIssuer, IPasskeyDirectory, IPasskeyRegistrar, IAuditTrail, IDisposable
{
    // Nobody has that many passkeys; a list that never ends is a broken answer.
    private const int MostPages = 20;

    private static readonly ConditionalWeakTable<GraphServiceClient, GraphRateGovernor> GovernorsOfClients = [];

    private readonly GraphPipeline? pipeline;
    private readonly GraphServiceClient client;
    private readonly ErrorReader errors;
    private readonly ThrottleRetry retry = new();
    private readonly TimeSpan? challengeTimeout;
    private readonly TimeSpan patience = new GraphTenantOptions().ThrottlePatience;
    private readonly ILogger logger;

    /// <summary>Talks to a tenant in one of the ways to sign in.</summary>
    /// <exception cref="ProvisioningException">A setting is missing or wrong (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public GraphTenant(GraphTenantOptions options, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        challengeTimeout = options.PasskeyChallengeTimeout;
        patience = options.ThrottlePatience;
        logger = CreateLogger(loggers);
        RateGovernor = options.Governor;
        pipeline = new(options, RateGovernor, logger);
        client = pipeline.Client;
        errors = new(options.Way.Secret, options.Time);
    }

    /// <summary>Talks to a tenant through a client that the caller has made and owns, with handlers of its own.</summary>
    /// <remarks>
    /// Graph's retry handler in it, if it has one, rests for these calls: the governor repeats what was throttled. The client must not send a lost request again by itself: the directory
    /// would issue two passes, of which the second silently replaces the first. Exceptions of the client's own credential, if it is not MSAL's, are not translated.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="governor">What keeps the calls within the limits; null takes one for all tenants with the same client. Give <see cref="GraphRateGovernor.Shared"/> where other clients of this process are the same application.</param>
    public GraphTenant(GraphServiceClient client, ILoggerFactory? loggers = null, GraphRateGovernor? governor = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        logger = CreateLogger(loggers);
        RateGovernor = governor ?? GovernorsOfClients.GetValue(client, static _ => new());
        this.client = new(new GovernedAdapter(client.RequestAdapter, new(RateGovernor, patience, logger)));
        errors = new(null, RateGovernor.Time);
    }

    /// <summary>Gets what keeps the calls within Graph's limits, and tells how many wait and how long it will take.</summary>
    public GraphRateGovernor RateGovernor { get; }

    /// <inheritdoc/>
    public Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken)
    {
        Require(user);
        ArgumentNullException.ThrowIfNull(wish);
        return CallAsync(TenantCall.IssueAccessPass, user, async () =>
        {
            var body = new TemporaryAccessPassAuthenticationMethod { IsUsableOnce = wish.SingleUse };
            if (wish.Lifetime is { } lifetime)
            {
                // Only then: a member that was set to null is sent as null.
                body.LifetimeInMinutes = (int)Math.Ceiling(lifetime.TotalMinutes);
            }

            var answer = await client.Users[user.ToString()].Authentication.TemporaryAccessPassMethods
                .PostAsync(body, request => request.Options.Add(retry.ForCreation()), cancellationToken).ConfigureAwait(false);
            if (answer is not { Id.Length: > 0, TemporaryAccessPass.Length: > 0, LifetimeInMinutes: > 0 })
            {
                // It was made all the same: to the caller this is a lost reply.
                return ErrorReader.Unreadable(TenantCall.IssueAccessPass, "It lacks the pass, its id or its lifetime.");
            }

            var pass = new AccessPass(
                answer.Id,
                new SecretText(answer.TemporaryAccessPass),
                answer.StartDateTime ?? answer.CreatedDateTime ?? RateGovernor.Time.GetUtcNow(),
                TimeSpan.FromMinutes(answer.LifetimeInMinutes.Value),
                answer.IsUsableOnce ?? wish.SingleUse);
            logger.AccessPassIssued(user.Masked, pass.Id, pass.Lifetime);
            return (Attempt<AccessPass>)pass;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken)
    {
        Require(user);
        return CallAsync(TenantCall.ListAccessPasses, user, async () =>
        {
            var answer = await client.Users[user.ToString()].Authentication.TemporaryAccessPassMethods
                .GetAsync(request => request.Options.Add(retry.ForRepeatable()), cancellationToken).ConfigureAwait(false);
            if (answer?.Value is not { } methods || methods.Exists(method => string.IsNullOrEmpty(method.Id)))
            {
                return ErrorReader.Unreadable(TenantCall.ListAccessPasses, "It is no list of passes with their ids.");
            }

            logger.AccessPassesListed(user.Masked, methods.Count);
            return Attempt<IReadOnlyList<AccessPassStatus>>.Of(
                [.. methods.Select(method => new AccessPassStatus(method.Id!, method.IsUsable ?? false, method.MethodUsabilityReason, method.CreatedDateTime))]);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken)
    {
        Require(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(accessPassId);
        return CallAsync(TenantCall.RevokeAccessPass, user, async () =>
        {
            try
            {
                await client.Users[user.ToString()].Authentication.TemporaryAccessPassMethods[accessPassId]
                    .DeleteAsync(request => request.Options.Add(retry.ForRepeatable()), cancellationToken).ConfigureAwait(false);
            }
            catch (ODataError answer) when (ErrorReader.IsGone(answer))
            {
                logger.AccessPassGone(user.Masked, accessPassId);
                return (Attempt<bool>)false;
            }

            logger.AccessPassRevoked(user.Masked, accessPassId);
            return (Attempt<bool>)true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken)
    {
        Require(user);
        return CallAsync(TenantCall.ListPasskeys, user, async () =>
        {
            var builder = client.Users[user.ToString()].Authentication.Fido2Methods;
            var passkeys = new List<DirectoryPasskey>();
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await builder.GetAsync(request => request.Options.Add(retry.ForRepeatable()), cancellationToken).ConfigureAwait(false);
                if (answer?.Value is not { } methods || methods.Exists(method => string.IsNullOrEmpty(method.Id)))
                {
                    return ErrorReader.Unreadable(TenantCall.ListPasskeys, "It is no list of passkeys with their ids.");
                }

                passkeys.AddRange(methods.Select(method =>
                    new DirectoryPasskey(method.Id!, method.DisplayName, method.CreatedDateTime, Guid.TryParse(method.AaGuid, out var aaguid) ? aaguid : null)));
                if (string.IsNullOrEmpty(answer.OdataNextLink))
                {
                    logger.PasskeysListed(user.Masked, passkeys.Count);
                    return Attempt<IReadOnlyList<DirectoryPasskey>>.Of(passkeys);
                }

                if (!IsOfSameHost(answer.OdataNextLink))
                {
                    return ErrorReader.Unreadable(TenantCall.ListPasskeys, "The list goes on at another host.");
                }

                builder = builder.WithUrl(answer.OdataNextLink);
            }

            return ErrorReader.Unreadable(TenantCall.ListPasskeys, "The list does not end.");
        }, cancellationToken);
    }

    /// <summary>Disposes of what the tenant made itself; a handler or client that it was given stays the caller's.</summary>
    public void Dispose() => pipeline?.Dispose();

    private static ILogger CreateLogger(ILoggerFactory? loggers) => (loggers ?? NullLoggerFactory.Instance).CreateLogger<GraphTenant>();

    private static void Require(UserPrincipalName user)
    {
        if (user == default)
        {
            throw new ArgumentException("A call needs a user.", nameof(user));
        }
    }

    private bool IsOfSameHost(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var next)
        && Uri.TryCreate(client.RequestAdapter.BaseUrl, UriKind.Absolute, out var graph)
        && next.GetLeftPart(UriPartial.Authority) == graph.GetLeftPart(UriPartial.Authority);

    private async Task<Attempt<T>> CallAsync<T>(TenantCall call, UserPrincipalName user, Func<Task<Attempt<T>>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Attempt<T> attempt;
        try
        {
            var requestId = CallRequestId.Watch();
            attempt = (await send().ConfigureAwait(false)).With(requestId.Value);
        }
        catch (Exception exception) when (ErrorReader.Knows(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            attempt = errors.Read(call, exception);
        }

        if (attempt.Error is { } error)
        {
            logger.CallRefused(call, user.Masked, error.Code, error.HttpStatus, error.ServiceCode, error.RequestId);
        }

        return attempt;
    }
}
