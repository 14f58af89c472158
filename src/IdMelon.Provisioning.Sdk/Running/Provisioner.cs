using System.Collections.Concurrent;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Running;

/// <inheritdoc cref="IProvisioner"/>
public sealed class Provisioner : IProvisioner
{
    private readonly ProvisioningParts parts;
    private readonly ProvisionerOptions options;
    private readonly IStepRecognizer recognizer;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, Task<ProvisioningRecord>> runs = new(StringComparer.Ordinal);

    /// <summary>Puts the parts together.</summary>
    /// <param name="parts">The parts; the caller owns them.</param>
    /// <param name="options">How patient to be, and in which cloud; null takes the defaults.</param>
    /// <exception cref="ProvisioningException">An option is outside of its range (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public Provisioner(ProvisioningParts parts, ProvisionerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        this.parts = parts;
        this.options = options ?? new ProvisionerOptions();
        this.options.Validate();
        recognizer = parts.Recognizer ?? new PackRecognizer(this.options.Cloud);
        logger = (parts.Loggers ?? NullLoggerFactory.Instance).CreateLogger<Provisioner>();
    }

    /// <inheritdoc/>
    public async Task<ProvisioningRecord> ProvisionAsync(ProvisioningRequest request, string? batchId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var mine = new TaskCompletionSource<ProvisioningRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (runs.GetOrAdd(request.Id, mine.Task) is var earlier && earlier != mine.Task)
        {
            // At most one passkey per request: whoever asks again gets the answer of the run that made it, or is making it.
            var record = await earlier.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (record.Verdict == ProvisioningVerdict.Succeeded || (record.Verdict == ProvisioningVerdict.Unconfirmed && request.Attempt == 1))
            {
                return record;
            }

            runs.TryRemove(new(request.Id, earlier));
        }

        ProvisioningRecord? result = null;
        try
        {
            return result = await RunAsync(request, batchId, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (result is not { Verdict: ProvisioningVerdict.Succeeded or ProvisioningVerdict.Unconfirmed })
            {
                runs.TryRemove(new(request.Id, mine.Task));
            }

            mine.SetResult(result ?? new ProvisioningRecord { BatchId = "", RequestId = request.Id, User = request.User.ToString(), Mode = request.Mode ?? ProvisioningMode.Automatic, Started = parts.Time.GetUtcNow() });
        }
    }

    private async Task<ProvisioningRecord> RunAsync(ProvisioningRequest request, string? batchId, CancellationToken cancellationToken)
    {
        using var activity = ProvisioningTelemetry.Source.StartActivity(ProvisioningTelemetry.RunActivity);
        logger.RunStarted(request.Id, request.User.Masked);
        var journal = new RunJournal(parts.Journal, parts.Time, batchId ?? request.Id, request.Id);
        var plan = ProvisioningPlanner.Plan(request, await FactsForAsync(request, cancellationToken).ConfigureAwait(false));
        if (plan.TryGet(out var planned, out _))
        {
            foreach (var warning in planned.Warnings)
            {
                logger.PlanWarns(request.Id, warning.Code, warning.Severity.ToString());
            }
        }

        await journal.StartAsync(request, plan).ConfigureAwait(false);
        if (plan.TryGet(out var agreed, out var refusal))
        {
            ModeRun run = agreed.Mode switch
            {
                ProvisioningMode.Direct => new DirectRun(agreed, parts, options, journal, logger),
                ProvisioningMode.Manual => new ManualRun(agreed, parts, options, recognizer, journal, logger),
                ProvisioningMode.Capture => new CaptureRun(agreed, parts, options, journal, logger),
                _ => new AutomaticRun(agreed, parts, options, recognizer, journal, logger),
            };
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var row = TransitionTable.Of(journal.Record.Mode).Find(ProvisioningState.Ready, ProvisioningTrigger.PlanRefused)!;
            await journal.AppendAsync(new JournalEntry.Transitioned(journal.BatchId, journal.RequestId, journal.Now, row.From, row.On, row.To, row.Then, row.Verdict) { Error = refusal }).ConfigureAwait(false);
        }

        var record = journal.Record;
        activity?.SetTag(ProvisioningTelemetry.VerdictTag, record.Verdict?.ToString()).SetTag(ProvisioningTelemetry.ErrorTag, record.Error?.Code);
        ProvisioningTelemetry.Runs.Add(1, new(ProvisioningTelemetry.VerdictTag, record.Verdict?.ToString()), new(ProvisioningTelemetry.ErrorTag, record.Error?.Code));
        logger.RunFinished(record.RequestId, record.Verdict, record.Duration, record.Error?.Code);
        return record;
    }

    private async Task<TenantFacts> FactsForAsync(ProvisioningRequest request, CancellationToken cancellationToken)
    {
        var traits = parts.AuthenticatorTraits ?? (parts.Authenticator is SoftwareAuthenticator software ? AuthenticatorTraits.Of(software.Options) : AuthenticatorTraits.Of(AuthenticatorKind.Software));
        var facts = new TenantFacts(options.Cloud, parts.Vault.IsDurable || options.AllowsVolatileVault)
        {
            Authenticators = AuthenticatorsOf(parts.Browsers?.Abilities ?? BrowserAbilities.None),
            CanRegisterDirectly = parts.Registrar is not null,
            CanOpenWindows = parts.Browsers is not null,
            CanIssueAccessPasses = parts.AccessPasses is not null,
            CanAskDirectory = parts.Passkeys is not null,
            HasVisibleWindows = parts.Browsers?.Abilities.HasFlag(BrowserAbilities.VisibleWindows) == true,
            HasOperator = parts.Operator is not null,
            ModeOrder = options.ModeOrder,
            Traits = [traits],
        };
        if (parts.Facts is not { } source || request.Mode == ProvisioningMode.Capture)
        {
            return facts;
        }

        try
        {
            var tenant = await source.ReadTenantAsync(cancellationToken).ConfigureAwait(false);
            await foreach (var user in source.ReadUsersAsync([request.User], tenant, UserFactsDepth.Directory, cancellationToken).ConfigureAwait(false))
            {
                return facts with { Tenant = tenant, User = user };
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run says so itself, before it does anything.
            return facts;
        }
        catch (Exception exception)
        {
            // Facts are a help, not a condition.
            logger.PartThrew(request.Id, nameof(ITenantFacts), exception.GetType().FullName);
        }

        return facts;
    }

    private static AuthenticatorKind[] AuthenticatorsOf(BrowserAbilities abilities) =>
    [
        AuthenticatorKind.Software,
        .. abilities.HasFlag(BrowserAbilities.VirtualAuthenticator) ? [AuthenticatorKind.Browser] : Array.Empty<AuthenticatorKind>(),
        .. abilities.HasFlag(BrowserAbilities.VisibleWindows) ? [AuthenticatorKind.Attended] : Array.Empty<AuthenticatorKind>(),
    ];
}
