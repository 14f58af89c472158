namespace IdMelon.Provisioning.Graph.Http;

/// <summary>A reply of the service as far as throttling goes.</summary>
/// <param name="Status">The HTTP status; zero if a foreign client did not tell.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Take">Gives the reply, or throws what the client made of it.</param>
/// <param name="Drop">Forgets it, because the call is repeated.</param>
internal sealed record GovernedReply<T>(int Status, ServiceHeaders Headers, Func<T> Take, Action Drop);
