using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>The authenticator of the panel's server. Private keys stay there: what comes from it holds none.</summary>
internal sealed class PanelAuthenticator(PanelQuestions questions) : IPasskeyAuthenticator
{
    public Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
        questions.AskAsync<AnswerBody.PasskeyCreated, MadePasskey>(
            new AskBody.CreatePasskey(new PasskeyText(CreationOptionsJson.Write(options).ToJsonString()), Caller(caller)),
            static answer => RegistrationJson.Read(Encoding.UTF8.GetBytes(answer.Registration.Json)).TryGet(out var registration, out var error)
                ? new MadePasskey(registration, answer.Aaguid, answer.HasKey ? KeyOfPanel() : null) { Protection = answer.Protection }
                : error,
            cancellationToken);

    public Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
        questions.AskAsync<AnswerBody.PasskeyUsed, PasskeyAssertion>(
            new AskBody.UsePasskey(new PasskeyText(RequestOptionsJson.Write(options).ToJsonString()), Caller(caller)),
            static answer => AssertionJson.Read(Encoding.UTF8.GetBytes(answer.Assertion.Json)),
            cancellationToken);

    // Stands for the key that the panel's server holds until its vault is asked to keep it.
    private static PrivateKeyBytes KeyOfPanel() => new([]);

    private static PanelCaller Caller(CallerOrigin caller) => new(caller.Origin, caller.TopOrigin, caller.IsCrossOrigin);
}
