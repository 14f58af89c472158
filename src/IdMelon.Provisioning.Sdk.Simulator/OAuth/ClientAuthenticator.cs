using OpenIddict.Abstractions;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Finds the application of a request and has it prove who it is.</summary>
internal sealed class ClientAuthenticator(SimulatorApplications applications, ClientAssertions assertions, SimulatorTenant tenant)
{
    public async Task<(ClientIdentity? Client, EntraError? Error)> AuthenticateAsync(OpenIddictRequest request)
    {
        if (string.IsNullOrEmpty(request.ClientId))
        {
            return (null, EntraError.Missing("client_id"));
        }

        if (applications.Find(request.ClientId) is not { } application)
        {
            return (null, EntraError.UnknownClient(request.ClientId, tenant));
        }

        var (proof, refusal) = await ProofAsync(request, application).ConfigureAwait(false);
        return refusal is null ? (new(application, proof), null) : (null, refusal);
    }

    private async Task<(ClientProof Proof, EntraError? Refusal)> ProofAsync(OpenIddictRequest request, SimulatorApplication application)
    {
        var hasAssertion = !string.IsNullOrEmpty(request.ClientAssertion);
        if (!hasAssertion && string.IsNullOrEmpty(request.ClientSecret))
        {
            var mayBePublic = application.IsPublicClient && !request.IsClientCredentialsGrantType();
            return (ClientProof.None, mayBePublic ? null : ClientErrors.NoCredential());
        }

        if (application.IsPublicClient && !application.HasCredentials)
        {
            return (ClientProof.None, ClientErrors.PublicClient());
        }

        if (!hasAssertion)
        {
            return (ClientProof.Secret, application.HasSecret(request.ClientSecret!) ? null : ClientErrors.WrongSecret(application.ClientId));
        }

        return request.ClientAssertionType switch
        {
            null or "" => (ClientProof.None, EntraError.Missing("client_assertion_type")),
            OpenIddictConstants.ClientAssertionTypes.JwtBearer => (ClientProof.Certificate, await assertions.RefusalAsync(request.ClientAssertion!, application).ConfigureAwait(false)),
            _ => (ClientProof.None, ClientErrors.WrongAssertionType()),
        };
    }
}
