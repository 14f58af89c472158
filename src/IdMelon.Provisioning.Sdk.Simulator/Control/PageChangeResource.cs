using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>Has the page that listens change itself and answers when it has done so.</summary>
internal sealed class PageChangeResource(PageWeather pages, IHostApplicationLifetime lifetime) : IControlResource
{
    private const int LongestWait = 25;

    private static readonly ControlError UnderWay = new(StatusCodes.Status409Conflict, "change-under-way", null, "Another change is still under way.", "Wait for its answer.");

    private static readonly ControlError NotMade = new(
        StatusCodes.Status409Conflict, "change-not-made", null, "No page made the change in time.", "Set changeable at pages before the page is loaded, and have a page open.");

    public static FieldTable<Order> Fields { get; } = new FieldTable<Order>()
        .Member("change", JsonTypes.Name<PageChange>(), order => order.Change, (_, value) => new(value), isRequired: true);

    public IEnumerable<ControlRoute> Routes => [new(HttpMethods.Post, "pages/change", ChangeAsync) { Parameters = ["wait"] }];

    /// <remarks>How long a caller waits is between the two programs and so by the system's clock, whatever the simulator's says; a stop ends all waits.</remarks>
    private async ValueTask<ControlReply> ChangeAsync(ControlCall call)
    {
        var seconds = call.Whole("wait", 1, LongestWait, LongestWait);
        var order = await call.ReadBodyAsync(Fields, new(default)).ConfigureAwait(false);
        if ((seconds.Error ?? order.Error) is { } error)
        {
            return error;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, lifetime.ApplicationStopping);
        enough.CancelAfter(TimeSpan.FromSeconds(seconds.Value));
        try
        {
            await pages.ChangePageAsync(order.Value.Change, enough.Token).ConfigureAwait(false);
            return ControlReply.NoContent;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return NotMade;
        }
        catch (InvalidOperationException)
        {
            return UnderWay;
        }
    }

    internal sealed record Order(PageChange Change);
}
