using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What an application proves with who it is. A secret is in the answer to adding it and nowhere else; to remove one it is named in the body, not in the address.</summary>
internal sealed class ApplicationCredentialResource(SimulatorApplications applications) : IControlResource
{
    private static readonly ControlError UnknownSecret = ControlError.Unknown("secret", "The body names the secret to remove.");

    private static readonly ControlError UnknownCertificate = ControlError.Unknown("certificate", "The body holds the certificate to remove.");

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Post, "applications/{application}/secrets", call => AnswerAsync(call, ApplicationFields.NewSecret, new(), AddSecret)),
        new(HttpMethods.Delete, "applications/{application}/secrets", call => AnswerAsync(call, ApplicationFields.OldSecret, new(), RemoveSecret)),
        new(HttpMethods.Post, "applications/{application}/certificates", call => AnswerAsync(call, ApplicationFields.Certificates, new([]), AddCertificate)),
        new(HttpMethods.Delete, "applications/{application}/certificates", call => AnswerAsync(call, ApplicationFields.Certificates, new([]), RemoveCertificate)),
    ];

    private async ValueTask<ControlReply> AnswerAsync<T>(ControlCall call, FieldTable<T> table, T blank, Func<SimulatorApplication, T, ControlReply> carryOut)
    {
        if (applications.Find(call.Values["application"]) is not { } application)
        {
            return ControlError.UnknownApplication;
        }

        var body = await call.ReadBodyAsync(table, blank).ConfigureAwait(false);
        return body.Error is { } error ? error : carryOut(application, body.Value);
    }

    private static ControlReply AddSecret(SimulatorApplication application, ApplicationFields.Secret secret) =>
        ControlReply.Created(new JsonObject { ["value"] = application.AddSecret(secret.Value) });

    private static ControlReply RemoveSecret(SimulatorApplication application, ApplicationFields.Secret secret) =>
        application.RemoveSecret(secret.Value!) ? ControlReply.NoContent : UnknownSecret;

    private static ControlReply AddCertificate(SimulatorApplication application, ApplicationFields.Certificate added)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(added.Bytes);
        application.AddCertificate(certificate);
        return ControlReply.NoContent;
    }

    private static ControlReply RemoveCertificate(SimulatorApplication application, ApplicationFields.Certificate removed)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(removed.Bytes);
        return application.RemoveCertificate(certificate) ? ControlReply.NoContent : UnknownCertificate;
    }
}
