using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>The registered applications, without what proves who they are.</summary>
internal sealed class ApplicationResource(SimulatorApplications applications) : IControlResource
{
    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "applications", _ => new(ControlReply.Ok(new JsonObject { ["applications"] = new JsonArray([.. applications.All.Select(ApplicationFields.Table.Write)]) }))),
        new(HttpMethods.Post, "applications", AddAsync),
        new(HttpMethods.Get, "applications/{application}", call => new(ApplicationIn(call) is { } application ? ControlReply.Ok(ApplicationFields.Table.Write(application)) : ControlError.UnknownApplication)),
        new(HttpMethods.Patch, "applications/{application}", ChangeAsync),
        new(HttpMethods.Delete, "applications/{application}", call => new(ApplicationIn(call) is { } application && applications.Remove(application) ? ControlReply.NoContent : ControlError.UnknownApplication)),
    ];

    private SimulatorApplication? ApplicationIn(ControlCall call) => applications.Find(call.Values["application"]);

    private async ValueTask<ControlReply> AddAsync(ControlCall call)
    {
        var body = await call.ReadNewAsync(ApplicationFields.Names, new(), ApplicationFields.Table).ConfigureAwait(false);
        return body.Error is { } error ? error : Add(call, body.Value.Names, body.Value.Switches);
    }

    private ControlReply Add(ControlCall call, ApplicationFields.NewApplication names, FieldTable<SimulatorApplication>.Change switches)
    {
        SimulatorApplication application;
        try
        {
            application = applications.Add(names.DisplayName, names.ClientId);
        }
        catch (ArgumentException)
        {
            return new ControlError(StatusCodes.Status409Conflict, "already-there", "applications.clientId", "An application with that client id exists already.", "PATCH or DELETE the one that exists.");
        }

        if (switches.ApplyTo(application).Error is { } error)
        {
            applications.Remove(application);
            return error;
        }

        call.Http.Response.Headers.Location = $"/{ControlInterface.Root}/applications/{application.ClientId}";
        return ControlReply.Created(ApplicationFields.Table.Write(application));
    }

    private async ValueTask<ControlReply> ChangeAsync(ControlCall call) => ApplicationIn(call) is { } application
        ? (await call.ChangeAsync(ApplicationFields.Table, application).ConfigureAwait(false)).ToReply(ApplicationFields.Table)
        : ControlError.UnknownApplication;
}
