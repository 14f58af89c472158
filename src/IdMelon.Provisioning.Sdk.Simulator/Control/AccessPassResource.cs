using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>A user's access pass. Its code is in the answer to issuing it and nowhere else.</summary>
/// <remarks>As in process, the directory is changed directly: the policy is not asked.</remarks>
internal sealed class AccessPassResource(TenantDirectory directory, TimeProvider time) : IControlResource
{
    private static readonly FieldTable<Order> Fields = new FieldTable<Order>()
        .Member("lifetime", JsonTypes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)), order => order.Lifetime, (order, value) => order with { Lifetime = value })
        .Member("isUsableOnce", JsonTypes.Boolean, order => order.IsUsableOnce, (order, value) => order with { IsUsableOnce = value })
        .Member("start", JsonTypes.Moment.OrNull(), order => order.Start, (order, value) => order with { Start = value })
        .Member("code", JsonTypes.Text(8, 48).OrNone(), order => order.Code, (order, value) => order with { Code = value });

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "users/{user}/accessPass", call => new(Get(call))),
        new(HttpMethods.Post, "users/{user}/accessPass", IssueAsync),
        new(HttpMethods.Delete, "users/{user}/accessPass", call => new(Remove(call))),
    ];

    private ControlReply Get(ControlCall call) =>
        call.UserIn(directory) is not { } user ? ControlError.UnknownUser
        : user.AccessPass is { } pass ? ControlReply.Ok(UserFields.Shape(pass, time.GetUtcNow()))
        : ControlError.UnknownMethod;

    private async ValueTask<ControlReply> IssueAsync(ControlCall call)
    {
        if (call.UserIn(directory) is not { } user)
        {
            return ControlError.UnknownUser;
        }

        var order = await call.ReadBodyAsync(Fields, new Order()).ConfigureAwait(false);
        if (order.Error is { } error)
        {
            return error;
        }

        var (lifetime, isUsableOnce, start, code) = order.Value;
        var pass = directory.IssueAccessPass(user, lifetime, isUsableOnce, start, code);
        var shape = UserFields.Shape(pass, time.GetUtcNow());
        shape["code"] = pass.Code;
        return ControlReply.Created(shape);
    }

    private ControlReply Remove(ControlCall call) =>
        call.UserIn(directory) is not { } user ? ControlError.UnknownUser
        : user.AccessPass is { } pass && directory.RemoveAccessPass(user, pass.Id) ? ControlReply.NoContent
        : ControlError.UnknownMethod;

    private sealed record Order(TimeSpan Lifetime, bool IsUsableOnce = true, DateTimeOffset? Start = null, string? Code = null)
    {
        public Order()
            : this(TimeSpan.FromHours(1))
        {
        }

        public override string ToString() => nameof(Order);
    }
}
