using Mono.Cecil;

namespace IdMelon.Provisioning.Architecture;

public sealed class TimeAndThreadTests
{
    // Certificates are valid by the system's clock, because the peers check them against theirs.
    private static readonly string[] Excepted = ["IdMelon.Provisioning.Simulator.Hosting.ThrowAwayAuthority"];

    private static readonly string[] Clocks = ["System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow"];

    private static readonly string[] Blocking = ["System.Threading.Thread::Sleep", "System.Threading.Tasks.Task::Run", "System.Threading.Tasks.Task::Wait", "System.Threading.Tasks.Task`1::get_Result"];

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_sleeps_blocks_or_leaves_its_thread(string project) => Callers(project, call => Blocking.Contains(Name(call))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void Time_comes_from_a_time_provider(string project) =>
        Callers(project, call => Clocks.Contains(Name(call)) || IsTimed(call)).ShouldBeEmpty();

    // Waits, timers and time-outs have an overload that takes a time provider; the other ones are not for us.
    private static bool IsTimed(MethodReference call) =>
        Name(call) is "System.Threading.Tasks.Task::Delay" or "System.Threading.PeriodicTimer::.ctor" or "System.Threading.Timer::.ctor" or "System.Threading.CancellationTokenSource::.ctor"
        && call.Parameters.Count > 0
        && call.Parameters.All(parameter => parameter.ParameterType.Name != nameof(TimeProvider));

    private static IEnumerable<string> Callers(string project, Func<MethodReference, bool> isMeant) =>
        ShippedAssembly.Of(project).Instructions
            .Where(at => at.Instruction.Operand is MethodReference call && isMeant(call))
            .Where(at => !Excepted.Contains(ShippedAssembly.Outermost(at.Method.DeclaringType).FullName))
            .Select(at => $"{at.Method.FullName} calls {((MethodReference)at.Instruction.Operand).FullName}")
            .Distinct();

    private static string Name(MethodReference call) => $"{call.DeclaringType.GetElementType().FullName}::{call.Name}";
}
